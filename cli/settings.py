"""The settings: read from the environment here and nowhere else."""

from ipaddress import ip_network
from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from activities.smtp import Encryption

LOOPBACK = "127.0.0.1"
STORE = "aftalehjulet.db"


class Settings(BaseSettings):
    """All that can be set, as `AFTALEHJULET_…` in the environment; an empty value is as good as none.

    Without a database URL the embedded default is meant: all parts on this machine, data in `data_dir`.
    With one, links need signing keys of their own (`link_keys`, comma-separated, the newest first).
    `trusted_proxies` are addresses and networks, comma-separated, believed as to where a reader comes from.
    """

    model_config = SettingsConfigDict(env_prefix="AFTALEHJULET_", env_ignore_empty=True)

    data_dir: Path = Path("var")
    web_host: str = LOOPBACK
    web_port: int = Field(default=8000, ge=1, le=65535)
    trusted_proxies: str = LOOPBACK
    temporal_port: int = Field(default=7233, ge=1, le=65535)
    temporal_ui_port: int = Field(default=8233, ge=1, le=65535)
    mailbox_port: int = Field(default=1080, ge=1, le=65535)
    smtp_port: int = Field(default=1025, ge=1, le=65535)
    database_url: str | None = None
    public_url: str | None = None
    temporal_ui_url: str | None = None
    smtp_host: str = LOOPBACK
    smtp_username: str | None = None
    smtp_password: SecretStr | None = None
    smtp_encryption: Encryption = Encryption.NONE
    sender: str = "Aftalehjulet <aftalehjulet@sekretariat.example>"
    link_keys: Annotated[tuple[SecretStr, ...], NoDecode] = ()

    @field_validator("link_keys", mode="before")
    @classmethod
    def _from_a_list(cls, keys: object) -> object:
        return [key.strip() for key in keys.split(",") if key.strip()] if isinstance(keys, str) else keys

    @field_validator("trusted_proxies")
    @classmethod
    def _only_networks(cls, proxies: str) -> str:
        for each in proxies.split(","):
            ip_network(each.strip())
        return proxies

    @property
    def is_embedded(self) -> bool:
        """Tell whether all parts run on this machine."""
        return self.database_url is None

    @property
    def is_new(self) -> bool:
        """Tell whether nothing was stored on this machine yet."""
        return self.is_embedded and not (self.data_dir / STORE).exists()

    @property
    def store_url(self) -> str:
        """The database's URL, in SQLAlchemy's form."""
        return self.database_url or f"sqlite:///{self.data_dir.absolute() / STORE}"

    @property
    def base_url(self) -> str:
        """Where links in letters lead, without a slash at the end."""
        return (self.public_url or f"http://{LOOPBACK}:{self.web_port}").rstrip("/")

    @property
    def mailbox_url(self) -> str:
        """Where the development mailbox is, without a slash at the end."""
        return f"http://{LOOPBACK}:{self.mailbox_port}"

    @property
    def ui_url(self) -> str:
        """Where the Temporal UI is, without a slash at the end."""
        return (self.temporal_ui_url or f"http://{LOOPBACK}:{self.temporal_ui_port}").rstrip("/")
