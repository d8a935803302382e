"""`[home]`: what the settings say about the home, over what its devices say."""

from __future__ import annotations

from pydantic import Field

from edge.home.model import Area, Floor, Person
from edge.home.overrides import DeviceOverride, EntityOverride, Overrides
from edge.settings.fields import ENTITY_ID, IDENTIFIER, EntityId, Identifier, Name, Section, keys


class FloorSettings(Section):
    """A storey; the key of its table is its id."""

    name: Name = Field(description="What the storey is called.")
    aliases: tuple[Name, ...] = Field((), description='Other names that people use, such as "upstairs".')
    level: int | None = Field(
        None, ge=-9, le=200, description="Its height in storeys; 0 is the ground floor. Orders the storeys."
    )


class AreaSettings(Section):
    """A room or a place outside; the key of its table is its id."""

    name: Name = Field(description="What the area is called.")
    aliases: tuple[Name, ...] = Field((), description="Other names that people use for it.")
    floor: Identifier | None = Field(
        None, description="Id of the storey that it is on, so that a whole storey can be spoken about."
    )


class PersonSettings(Section):
    """Somebody who lives here; the key of the table is the person's id."""

    name: Name = Field(description="How the person is called.")
    aliases: tuple[Name, ...] = Field((), description="Other names of the person, such as a nickname.")


class EntitySettings(Section):
    """One entity, by its `domain.object_id`."""

    name: Name | None = Field(None, description="The name to be spoken, in place of the device's own.")
    aliases: tuple[Name, ...] = Field((), description="Further names that mean this entity.")
    area: Name | None = Field(None, description="Id or name of the area that it is in; MQTT devices seldom know.")
    exposed: bool | None = Field(
        None, description="Whether it may be spoken about; decides over `shown`, `hidden` and the device's word."
    )

    tier: int | None = Field(
        None,
        ge=1,
        le=3,
        description="How much acting on it wrongly matters, in place of the hub's own judgement: 1 comfort, "
        "2 noisy, hot or costly, 3 always confirmed. Locks, entrances and alarms stay 3.",
    )


class DeviceSettings(Section):
    """One device, by its id or name at its source."""

    name: Name | None = Field(None, description="The name to be spoken, in place of the device's own.")
    area: Name | None = Field(
        None, description='Id or name of the area that it stands in: what "here" means to a device that hears.'
    )
    screen: bool | None = Field(None, description="Whether it can show pictures, so that answers may refer to them.")


class HomeSettings(Section):
    """Names, places and people, where the devices' own word is missing or wrong."""

    floors: dict[Identifier, FloorSettings] = Field(
        {}, description="Storeys by id.", json_schema_extra=keys(IDENTIFIER)
    )
    areas: dict[Identifier, AreaSettings] = Field(
        {}, description="Rooms and places outside by id.", json_schema_extra=keys(IDENTIFIER)
    )
    people: dict[Identifier, PersonSettings] = Field(
        {}, description="Who lives here, by id.", json_schema_extra=keys(IDENTIFIER)
    )
    entities: dict[EntityId, EntitySettings] = Field(
        {}, description="Single entities by `domain.object_id`.", json_schema_extra=keys(ENTITY_ID)
    )
    devices: dict[Name, DeviceSettings] = Field({}, description="Devices by id or name, satellites among them.")
    shown: tuple[str, ...] = Field(
        (), description="Patterns of entity ids that may be spoken about, such as `sensor.*_battery`; above `hidden`."
    )
    hidden: tuple[str, ...] = Field(
        (), description="Patterns of entity ids that nobody speaks about, so that they are never taken for a target."
    )

    def overrides(self) -> Overrides:
        """The same as the registry takes it."""
        return Overrides(
            floors=tuple(Floor(key, floor.name, floor.aliases, floor.level) for key, floor in self.floors.items()),
            areas=tuple(Area(key, area.name, area.aliases, area.floor) for key, area in self.areas.items()),
            people=tuple(Person(key, person.name, person.aliases) for key, person in self.people.items()),
            entities={key: _override(entity) for key, entity in self.entities.items()},
            devices={key: DeviceOverride(**dict(device)) for key, device in self.devices.items()},
            shown=self.shown,
            hidden=self.hidden,
        )


def _override(entity: EntitySettings) -> EntityOverride:
    return EntityOverride(entity.name, entity.aliases, entity.area, entity.exposed)
