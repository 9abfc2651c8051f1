"""Django's settings. An installation is set by environment variables, all listed in docs/operations.md."""

import contextlib
import os
import secrets
from datetime import timedelta

from qilou.kernel.allowance import limits_of
from qilou.site import database, furniture, logs, places


def _secret_key() -> str:
    """The operator's key; otherwise one made once and kept beside the data, readable by its owner alone."""
    given = os.environ.get("QILOU_SECRET_KEY")
    if given:
        return given
    kept = places.var() / "secret-key"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        made = kept.with_name(f"secret-key.{os.getpid()}")
        made.touch(mode=0o600)
        made.write_text(secrets.token_urlsafe(48))
        # The first of several starting processes gives the key.
        with contextlib.suppress(FileExistsError):
            os.link(made, kept)
        made.unlink()
    return kept.read_text()


def _flag(name: str) -> bool:
    return os.environ.get(name, "").lower() in {"1", "true", "yes", "on"}


DEBUG = False
SECRET_KEY = _secret_key()
SECRET_KEY_FALLBACKS = os.environ.get("QILOU_FORMER_SECRET_KEYS", "").split()
ALLOWED_HOSTS = os.environ.get("QILOU_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
BEHIND_TLS = _flag("QILOU_BEHIND_TLS")
# Developers and tests: style sheets and scripts as they lie in the sources, not as `qilou assets` collected them.
FROM_SOURCES = _flag("QILOU_FROM_SOURCES")

MODULES = [
    "kernel",
    "ledger",
    "identity",
    "casework",
    "inventory",
    "assessment",
    "archives",
    "projects",
    "network",
    "publication",
    "supervision",
    "portal",
    "demo",
]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    *(f"qilou.{module}" for module in MODULES if (places.SOURCE / module / "apps.py").exists()),
]
AUTH_USER_MODEL = "identity.Person"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MIDDLEWARE = [
    "qilou.site.middleware.Told",
    "qilou.site.middleware.SafeHeaders",
    "qilou.site.middleware.Readable",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "qilou.site.middleware.Compressed",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "qilou.site.middleware.Language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "qilou.site.middleware.Moment",
    "qilou.site.middleware.Bearing",
    "qilou.site.middleware.SignedIn",
    "qilou.site.middleware.Acting",
    "qilou.site.limits.Limited",
    "qilou.site.errors.Refusing",
]
ROOT_URLCONF = "qilou.site.urls"
WSGI_APPLICATION = "qilou.site.wsgi.application"

LOADER = "django.template.loaders.app_directories.Loader"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [LOADER] if FROM_SOURCES else [("django.template.loaders.cached.Loader", [LOADER])],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "qilou.site.context.page",
            ],
        },
    }
]

# The database: see qilou.site.database. Sessions of a worker's threads share a pool of connections.
DATABASES = {"default": database.settings_for(database.app_url())}
DATABASES["default"]["OPTIONS"] = {
    **DATABASES["default"]["OPTIONS"],
    "pool": {"min_size": 1, "max_size": 8, "timeout": 10},
}

# Words, time and money
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "qilou_language"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True
# A demo city says so on every page, has its own time and shows how to sign in; `qilou demo` and `qilou serve` set this.
QILOU_DEMO = False
QILOU_CLOCK_OFFSET = timedelta(0)
QILOU_DEMO_PASSWORD = ""

# The furniture of every page: whose site it is. A city names its own in a JSON file that QILOU_SITE points to.
QILOU_SITE = furniture.read(os.environ.get("QILOU_SITE", ""))
# Registered with the Open Contracting Partnership before anything is published in earnest; the samples are nobody's.
QILOU_OC4IDS_PREFIX = os.environ.get("QILOU_OC4IDS_PREFIX", "oc4ids-sample")
QILOU_OCDS_PREFIX = os.environ.get("QILOU_OCDS_PREFIX", "ocds-sample")

# Files
STATIC_URL = "/static/"
STATIC_ROOT = places.CHECKOUT / "static" / "collected"
STATICFILES_DIRS = [("dist", places.DIST)] if places.DIST.is_dir() else []
MEDIA_ROOT = places.var() / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if FROM_SOURCES
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = FROM_SOURCES

# The socket of ClamAV's clamd, a path or `host:port`: then no file is kept that it has not passed.
QILOU_CLAMAV = os.environ.get("QILOU_CLAMAV", "")

# The ledger: whose name its heads bear, what signs them, and after how many seconds unsealed acts are an alarm.
QILOU_LEDGER_NAME = os.environ.get("QILOU_LEDGER_NAME", "qilou/ledger")
QILOU_LEDGER_KEY = os.environ.get("QILOU_LEDGER_KEY") or str(places.var() / "ledger-key.pem")
QILOU_LEDGER_SIGNER = os.environ.get("QILOU_LEDGER_SIGNER", "")
QILOU_LEDGER_WITNESS = os.environ.get("QILOU_LEDGER_WITNESS") or str(places.var() / "ledger-head")
QILOU_SEAL_ALARM = float(os.environ.get("QILOU_SEAL_ALARM", "60"))

# Messages: without a mail server none is written. A demo city writes them into a folder.
QILOU_URL = os.environ.get("QILOU_URL", "").rstrip("/")
EMAIL_HOST = os.environ.get("QILOU_MAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("QILOU_MAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("QILOU_MAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("QILOU_MAIL_PASSWORD", "")
EMAIL_USE_TLS = _flag("QILOU_MAIL_TLS")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("QILOU_MAIL_FROM", "qilou@localhost")
QILOU_MAIL = bool(EMAIL_HOST)
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if QILOU_MAIL else 'dummy'}.EmailBackend"
# Papers: a folder of the city's own licensed faces, and the address that their codes lead to.
QILOU_FONTS = os.environ.get("QILOU_FONTS", "")
QILOU_VERIFY_AT = QILOU_URL or f"http://127.0.0.1:{os.environ.get('QILOU_PORT', '8000')}"
# Their signature: the key's folder, another signer (`package.module:function`), an RFC 3161 authority; a maker of OFD.
QILOU_SIGNING = os.environ.get("QILOU_SIGNING") or str(places.var() / "signing")
QILOU_SIGNER = os.environ.get("QILOU_SIGNER", "")
QILOU_TIMESTAMP = os.environ.get("QILOU_TIMESTAMP", "")
QILOU_OFD = os.environ.get("QILOU_OFD", "")
QILOU_DEMO_MAIL = places.var() / "mail"
QILOU_SMS = os.environ.get("QILOU_SMS", "")

# Signing in
# How often, in how many seconds: failed sign-ins of an address, uploads of a person, a stranger's searches and checks.
QILOU_LIMITS = limits_of(os.environ.get("QILOU_LIMITS", "sign_in=30/300,uploads=300/600,search=60/60,verify=60/60"))
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# After how many minutes a weighty act asks again who one is; 0 never asks.
QILOU_CONFIRM_MINUTES = int(os.environ.get("QILOU_CONFIRM_MINUTES", "30"))
# Single sign-on of the city or the province (OpenID Connect): the provider's address, our name and secret there.
QILOU_OIDC_ISSUER = os.environ.get("QILOU_OIDC_ISSUER", "")
QILOU_OIDC_CLIENT = os.environ.get("QILOU_OIDC_CLIENT", "")
QILOU_OIDC_SECRET = os.environ.get("QILOU_OIDC_SECRET", "")
# Client certificates: the header in which a proxy gives one, and the peers that may; without both none is read.
QILOU_CERTIFICATE_HEADER = os.environ.get("QILOU_CERTIFICATE_HEADER", "")
QILOU_CERTIFICATE_PROXIES = [one for one in os.environ.get("QILOU_CERTIFICATE_PROXIES", "").split(",") if one]
SESSION_ENGINE = "qilou.identity.sessions"
# A cookie of this name is taken by browsers only from this host itself, over TLS.
SESSION_COOKIE_NAME = "__Host-session" if BEHIND_TLS else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrf" if BEHIND_TLS else "csrftoken"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = BEHIND_TLS
SESSION_COOKIE_AGE = 8 * 3600
CSRF_FAILURE_VIEW = "qilou.site.errors.forged"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SECURE = BEHIND_TLS
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("QILOU_ORIGINS", "").split(",") if origin]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SECURE_HSTS_SECONDS = 31536000 if BEHIND_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = BEHIND_TLS
SECURE_SSL_REDIRECT = BEHIND_TLS
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz|metrics)$"]
X_FRAME_OPTIONS = "DENY"

# Who watches: the log's form, what Prometheus must show, and how many megabytes the disk of the files must have free.
QILOU_METRICS_TOKEN = os.environ.get("QILOU_METRICS_TOKEN", "")
QILOU_LEAST_DISK = int(os.environ.get("QILOU_LEAST_DISK", "1024"))
LOGGING = logs.logging_for(os.environ.get("QILOU_LOG", "text"))
