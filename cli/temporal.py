"""The way to Temporal, made from settings."""

from temporalio.client import Client
from temporalio.envconfig import ClientConfig

from cli.settings import LOOPBACK, Settings
from workflows.temporal.client import Engine
from workflows.temporal.converter import DATA_CONVERTER
from workflows.temporal.namespace import prepare_namespace
from workflows.temporal.schedules import prepare_schedules


def engine(settings: Settings) -> Engine:
    """Return the engine's front door; it connects when it is first used."""

    async def connect() -> Client:
        return await connect_to_temporal(settings)

    return Engine(connect)


async def connect_to_temporal(settings: Settings) -> Client:
    """Connect to Temporal: on this machine, or as Temporal's own environment says (TLS, API key).

    Raises:
        RuntimeError: Temporal does not answer.
    """
    if settings.is_embedded:
        address = f"{LOOPBACK}:{settings.temporal_port}"
        return await Client.connect(address, data_converter=DATA_CONVERTER)
    config = ClientConfig.load_client_connect_config()
    if "target_host" not in config:
        raise RuntimeError("TEMPORAL_ADDRESS is not set")
    return await Client.connect(**config, data_converter=DATA_CONVERTER)


async def connect_to_prepared_temporal(settings: Settings) -> Client:
    """Connect to Temporal, and give it what it must have: an empty one has lost it with everything else.

    Raises:
        RuntimeError: Temporal does not answer.
        RPCError: it fell while it was prepared.
    """
    client = await connect_to_temporal(settings)
    await prepare_namespace(client)
    await prepare_schedules(client)
    return client
