"""Who: accounts, people, their rights and API tokens, and the guard around an account's rows."""
