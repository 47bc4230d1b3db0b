"""House lints: rules of this project no ready-made tool knows; `# lint-skip: <rule> <reason>` excuses one line."""
