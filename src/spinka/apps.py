"""The top of the tree: wires events to jobs once every package is loaded."""

from django.apps import AppConfig


class SpinkaConfig(AppConfig):
    """Connects the table of reactions when the applications are ready."""

    name = "spinka"
    verbose_name = "Spinka"

    def ready(self) -> None:
        """Load the jobs of every package and install the table event → jobs."""
        from spinka import subscriptions  # noqa: PLC0415 - models are ready only now

        subscriptions.install()
