"""Exchange rates the account keeps."""
