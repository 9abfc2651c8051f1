"""Django's PostgreSQL with one way more: the few statements of every act, prepared once and run by libpq itself."""
