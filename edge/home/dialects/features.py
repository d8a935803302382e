"""Home Assistant's supported-feature bits, by domain (its `*EntityFeature` enumerations)."""

from __future__ import annotations

from enum import IntFlag


class Light(IntFlag):
    """What a light can do beyond its colour modes."""

    EFFECT = 4
    FLASH = 8
    TRANSITION = 32


class Cover(IntFlag):
    """What a cover can do."""

    OPEN = 1
    CLOSE = 2
    SET_POSITION = 4
    STOP = 8
    OPEN_TILT = 16
    CLOSE_TILT = 32
    STOP_TILT = 64
    SET_TILT_POSITION = 128


class Valve(IntFlag):
    """What a valve can do."""

    OPEN = 1
    CLOSE = 2
    SET_POSITION = 4
    STOP = 8


class Climate(IntFlag):
    """What a thermostat or air conditioner can do."""

    TARGET_TEMPERATURE = 1
    TARGET_TEMPERATURE_RANGE = 2
    TARGET_HUMIDITY = 4
    FAN_MODE = 8
    PRESET_MODE = 16
    SWING_MODE = 32
    TURN_OFF = 128
    TURN_ON = 256


class Fan(IntFlag):
    """What a fan can do."""

    SET_SPEED = 1
    OSCILLATE = 2
    DIRECTION = 4
    PRESET_MODE = 8
    TURN_OFF = 16
    TURN_ON = 32


class Humidifier(IntFlag):
    """What a humidifier can do beyond on, off and a target."""

    MODES = 1


class Vacuum(IntFlag):
    """What a vacuum cleaner can do."""

    PAUSE = 4
    STOP = 8
    RETURN_HOME = 16
    FAN_SPEED = 32
    BATTERY = 64
    STATUS = 128
    SEND_COMMAND = 256
    LOCATE = 512
    CLEAN_SPOT = 1024
    STATE = 4096
    START = 8192


class Siren(IntFlag):
    """What a siren can do."""

    TURN_ON = 1
    TURN_OFF = 2
    TONES = 4
    VOLUME_SET = 8
    DURATION = 16


class WaterHeater(IntFlag):
    """What a water heater can do."""

    TARGET_TEMPERATURE = 1
    OPERATION_MODE = 2
    AWAY_MODE = 4
    ON_OFF = 8


class Mower(IntFlag):
    """What a lawn mower can do."""

    START_MOWING = 1
    PAUSE = 2
    DOCK = 4


class Alarm(IntFlag):
    """What an alarm panel can do beyond disarming."""

    ARM_HOME = 1
    ARM_AWAY = 2
    ARM_NIGHT = 4
    TRIGGER = 8
    ARM_CUSTOM_BYPASS = 16
    ARM_VACATION = 32


class Lock(IntFlag):
    """What a lock can do beyond locking and unlocking."""

    OPEN = 1
