"""The words of which unseen homes are made: rooms, people, and what things are called."""

from __future__ import annotations

from collections.abc import Mapping

GROUND_ROOMS = (
    "Kitchen", "Galley", "Lounge", "Snug", "Parlour", "Dining Nook", "Front Room", "Back Room", "Conservatory", "Den",
    "Music Room", "Tea Room", "Workshop", "Utility", "Morning Room", "Long Hall", "Orangery", "Mud Room", "Larder",
)  # fmt: skip
UPPER_ROOMS = (
    "Blue Room", "Bedroom", "Box Room", "Nursery", "Study", "Reading Room", "Attic Studio", "Spare Room", "Sewing Room",
    "Dressing Room", "Crow's Nest", "Guest Suite", "Library", "Game Loft", "Print Room", "East Room",
)  # fmt: skip
PEOPLE = (
    "Saoirse", "Olek", "Priya", "Chidi", "Greta", "Yusuf", "Noor", "Mateo", "Wanda", "Kofi", "Ingrid", "Hiro", "Leila",
    "Bram", "Zofia", "Ravi", "Esme", "Tomas", "Amara", "Felix", "June", "Otis", "Ruth", "Dmitri",
)  # fmt: skip
ODD = (
    "Bilbo", "Old Faithful", "Kraken", "Mister Bright", "Sputnik", "Blob", "Pinocchio", "Unit 7", "Grandma", "Moby",
    "The Professor", "Firefly", "Zeppelin", "Nugget", "Captain", "Pumpkin", "Big Blue", "Tiny", "Dragon", "Waldo",
)  # fmt: skip
ADJECTIVES = (
    "Tall", "Corner", "Brass", "Paper", "Green", "Round", "Long", "Left", "Right", "Upper", "Glass", "Copper", "Arched",
    "Crooked", "Slim", "Cosy", "Back", "Front", "Main", "Second", "Hanging", "Wicker",
)  # fmt: skip
GROUND_FLOORS = ("Ground Floor", "Ground Level", "Street Level", "Erdgeschoss")
UPPER_FLOORS = ("First Floor", "Upper Floor", "Upper Level", "Top Floor")

NOUNS: Mapping[str, tuple[str, ...]] = {
    "light": ("Lamp", "Light", "Lantern", "Spots", "Pendant", "Uplighter", "Chandelier", "Wall Light", "Globe"),
    "strip": ("Light Strip", "Glow Strip", "Shelf Lights", "Cove Light"),
    "fan": ("Fan", "Ceiling Fan", "Ventilator", "Air Mover", "Tower Fan"),
    "blind": ("Blind", "Roller Blind", "Shutter", "Venetian", "Sun Blind"),
    "curtain": ("Curtain", "Drapes", "Curtains"),
    "window": ("Skylight", "Window", "Roof Window", "Casement"),
    "garage": ("Garage Door", "Carport Door", "Big Door"),
    "lock": ("Door Lock", "Side Door", "Entrance"),
    "tv": ("TV", "Television", "Projector Screen", "Telly"),
    "speaker": ("Speaker", "Soundbar", "Radio", "Hi-Fi", "Stereo"),
    "thermostat": ("Thermostat", "Heating", "Radiator", "Heater Control"),
    "oven": ("Oven", "Grill", "Range", "Pizza Oven", "Air Fryer", "Smoker", "Kiln"),
    "robot": ("Vacuum", "Robot Vacuum", "Hoover", "Sweeper"),
    "coffee": ("Coffee Machine", "Espresso Machine", "Coffee Maker", "Percolator"),
    "tea": ("Tea Maker", "Kettle", "Tea Urn", "Samovar"),
    "plug": ("Plug", "Outlet", "Aquarium Pump", "Dehydrator", "Foot Spa", "Train Set", "Printer"),
    "washer": ("Washing Machine", "Washer", "Laundry Machine"),
    "dryer": ("Dryer", "Tumble Dryer", "Clothes Dryer"),
    "dishwasher": ("Dishwasher", "Dish Washer"),
    "bread": ("Bread Maker", "Slow Cooker", "Rice Cooker", "Yoghurt Maker"),
    "temperature": ("Temperature", "Temperature Sensor", "Thermometer"),
    "humidity": ("Humidity", "Hygrometer"),
    "battery": ("Remote Battery", "Door Sensor Battery", "Doorbell Battery"),
    "motion": ("Motion", "Presence", "Motion Sensor"),
    "humidifier": ("Humidifier", "Mist Maker"),
    "list": ("Errands", "Pantry List", "Repairs", "Birthday Ideas"),
}
"""What a kind of thing is called."""

TITLES = (
    "Moonfleet", "The Secret Garden", "Treasure Island", "Dune", "Watership Down", "The Hobbit", "Matilda", "Coraline",
    "The Wind in the Willows", "Peter Pan", "Emma", "Dracula", "Oliver Twist", "The Jungle Book", "Little Women",
    "The Lost World", "Momo", "Holes", "Stardust", "War Horse", "The Railway Children", "Chocolat", "Heidi",
)  # fmt: skip
"""Books that were filmed."""

GENRES = (
    "reggae",
    "bluegrass",
    "opera",
    "techno",
    "swing",
    "baroque",
    "soul",
    "ska",
    "folk",
    "jazz",
    "metal",
    "bossa nova",
)
