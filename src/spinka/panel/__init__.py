"""The panel: server-rendered pages for people; how to add one stands in `spinka.panel.http`."""
