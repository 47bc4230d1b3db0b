"""Writing products of an import with all that hangs on them: categories, search texts, pictures, prices."""

from spinka.connect.access import Crossing
from spinka.connect.models import ProductImport
from spinka.connect.sync.courses import is_search_taken_over, refresh_search, with_sorting, write_prices
from spinka.connect.sync.images import copy_images
from spinka.connect.sync.products import Course, create_products
from spinka.connect.sync.updates import write_updates


def write_products(
    crossing: Crossing,
    course: Course,
    row: ProductImport,
    fresh: list[int],
    fresh_sent: list[str],
    changed: list[int],
    changed_sent: list[str],
) -> None:
    """Create new products and write planned fields over linked ones, with all that hangs on them."""
    course = with_sorting(course, row, [*fresh, *changed])
    if fresh:
        row.created += create_products(course, fresh, fresh_sent)
        if not is_search_taken_over(course):
            refresh_search(course, fresh)
        if "images" in course.names:
            copy_images(course, fresh)
    done = write_updates(course, changed, changed_sent)
    row.updated += done.count
    refresh_search(course, done.renamed)
    copy_images(course, done.pictured)
    write_prices(crossing, course, [*fresh, *done.priced])
