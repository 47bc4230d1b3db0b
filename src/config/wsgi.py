"""The WSGI entry: granian serves `config.wsgi:application`."""

import os
import signal

from django.core.wsgi import get_wsgi_application

from spinka.ops.processes import die_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.prod")
die_with_parent(signal.SIGKILL)
application = get_wsgi_application()
