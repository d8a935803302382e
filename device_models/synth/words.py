"""Words that synthetic homes and people use; lists of others are read by `Words.load`."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

AREAS = tuple(
    "kitchen|living room|bedroom|bathroom|master bedroom|guest bedroom|kids room|kids bedroom|nursery|dining room|office|"
    "study|study room|home office|hallway|hall|entrance|entryway|foyer|corridor|garage|basement|attic|loft|laundry room|"
    "utility room|pantry|closet|walk in closet|storeroom|store room|library|den|playroom|game room|gym|home gym|"
    "home theater|media room|family room|lounge|sunroom|conservatory|balcony|terrace|rooftop terrace|patio|porch|"
    "front porch|back porch|deck|garden|back garden|front garden|backyard|front yard|driveway|pool|pool house|barn|shed|"
    "workshop|greenhouse|wine cellar|cellar|staircase|stairs|landing|cloakroom|mudroom|guest room|guest bathroom|"
    "master bathroom|ensuite|powder room|toilet|music room|studio|server room|bedroom 1|bedroom 2|kids room 1|"
    "kids room 2|annex|guest house|cottage|lobby|kitchenette|snug|parlor|tv room|boot room|teenager room|outside|"
    "nanas room|emmas room|jacks bedroom|the cave|man cave|craft room|sewing room|boiler room|carport|courtyard|orangery|"
    "wohnzimmer|kueche|schlafzimmer|bad|kinderzimmer|flur|keller|salon|cuisine|chambre|salle de bain|cocina|sala|"
    "dormitorio|cucina|camera da letto|soggiorno|kuchnia|salonik|sypialnia|keuken|woonkamer|slaapkamer|kjøkken|stue".split(
        "|"
    )
)
FLOORS = tuple(
    "ground floor|first floor|second floor|third floor|upstairs|downstairs|basement floor|top floor|attic floor|"
    "main floor|upper floor|lower level|cellar level|rooftop|middle floor|lower ground".split("|")
)
PEOPLE = tuple(
    "ana|tom|mia|john|mary|emma|noah|olivia|liam|sophie|lucas|marie|pierre|jan|kasia|ingrid|sven|akira|yuki|wei|ravi|"
    "priya|fatima|omar|carlos|lucia|giulia|marco|hans|greta|alice|bob|steve|kate|zoe|max|mum|dad|grandma|susie".split(
        "|"
    )
)
ADJECTIVES = tuple(
    "ceiling|floor|desk|table|bedside|wall|reading|night|corner|main|left|right|small|big|old|new|smart|hanging|pendant|"
    "standing|outdoor|overhead|spot|strip|string|fairy|accent|under cabinet|counter|sink|mirror|window|front|back|side|"
    "upper|lower|middle|red|blue|white|tall|mood|ambient|entry|play corner|sofa|couch|bed|tv|piano|art|shelf|bar|stove|"
    "christmas|halloween|rgb|hue|ikea|lifx|wiz|vintage|moon|lava|salt|globe|arc|tripod|clip|stair|path|flood|security".split(
        "|"
    )
)
LIGHT_NOUNS = tuple(
    "light|lamp|lights|spots|spotlight|strip|chandelier|sconce|led strip|bulb|lantern|downlights".split("|")
)
ODD = tuple(
    "rover|rosie|dobby|jarvis|hal|sparky|buddy|wall e|sir sucks a lot|gandalf|lumos|nox|big bertha|old faithful|zeus|"
    "tinkerbell|the beast|thing one|thing two|moonlight|sunrise|fluffy|bob the robot|roborock|roborock downstairs|"
    "roomba i7|dreame|sonos|sonos one|sonos beam|echo dot|google home mini|nest hub|homepod|apple tv|chromecast|shield|"
    "lg oled|samsung frame|bravia|yamaha|denon|marantz|kef|bose|naim|ecobee|nest|tado|honeywell|netatmo|vaillant|viessmann|"
    "daikin|mitsubishi|dyson|dyson cool|xiaomi|philips|levoit|smartmi|husqvarna|worx|automower|gardena|rainbird|rachio|"
    "yale|august|nuki|schlage|aqara hub|shelly 1|plug 3|relay 2|node 7|esp 32|zigbee 4".split("|")
)
NOT_HERE = tuple(
    "jacuzzi|sauna|pool heater|waffle iron|teleporter|robot butler|moat pump|disco ball|smoke machine|popcorn machine|"
    "ice maker|wine cooler|telescope|treadmill|massage chair|projector screen|trampoline|elevator|stairlift|drone|"
    "beer tap|flux capacitor|coffee roaster|aquarium light|terrarium heater|snow melter|gutter heater|bird feeder|"
    "bug zapper|lava lamp|hair dryer|sewing machine|standing desk|electric gate|hot tub|steam room|soda machine".split(
        "|"
    )
)
ITEMS = tuple(
    "milk|bread|eggs|butter|cheese|apples|bananas|coffee|tea|rice|pasta|tomatoes|onions|garlic|chicken|beef|salmon|yogurt|"
    "orange juice|toilet paper|dish soap|laundry detergent|paper towels|batteries|light bulbs|dog food|cat litter|"
    "cereal|sugar|salt|pepper|olive oil|flour|chocolate|ice cream|wine|beer|sparkling water|shampoo|toothpaste|"
    "clean the garage|call the plumber|water the plants|pay the electricity bill|book a dentist appointment|"
    "history homework|walk the dog|take out the trash|mow the lawn|fix the bike|renew the passport|buy a gift for mum|"
    "vacuum the car|change the bed sheets|two pints of milk|a dozen eggs|half a pound of cheese|six cans of tuna|"
    "clean the kitchen|feed the cat|write to anna|return the library books|peanut butter|avocados|lemons|tortillas".split(
        "|"
    )
)
LISTS = tuple(
    "shopping|grocery|groceries|to do|todo|chores|packing|wish|task|tasks|personal tasks|work|party|christmas|weekend|"
    "hardware store|trader joes|costco|movie|reading|birthday|school|errands|family|holiday|recipe|bucket|home|"
    "household|camping|gift|supermarket|weekly shop|my tasks|projects|garden".split("|")
)
ARTISTS = tuple(
    "the beatles|queen|taylor swift|adele|coldplay|pink floyd|miles davis|johnny cash|beyonce|ed sheeran|metallica|"
    "nina simone|daft punk|radiohead|bob marley|mozart|beethoven|bach|abba|u2|drake|rihanna|billie eilish|eminem|"
    "frank sinatra|fleetwood mac|david bowie|elton john|led zeppelin|michael jackson|madonna|prince|arctic monkeys|"
    "dua lipa|lady gaga|john coltrane|ludovico einaudi|hans zimmer|the rolling stones|nirvana|ac dc|oasis|shakira".split(
        "|"
    )
)
GENRES = tuple(
    "jazz|rock|classical|pop|reggae|opera|country|blues|hip hop|rap|techno|house|electronic|metal|punk|folk|soul|funk|"
    "indie|ambient|lofi|disco|salsa|latin|k pop|christmas|relaxing|dance|chill|acoustic|piano|sleep|study|party|"
    "eighties|nineties|bossa nova|swing|gospel|dinner|workout|children's|meditation|upbeat|soft|old school".split("|")
)
TITLES = tuple(
    "bohemian rhapsody|yesterday|hotel california|thriller|hello|imagine|halo|wonderwall|stairway to heaven|yellow|"
    "the dark side of the moon|abbey road|rumours|harry potter|the hobbit|pride and prejudice|sherlock holmes|dune|"
    "paddington|frozen|the lion king|star wars|inception|the matrix|friends|the office|seinfeld|planet earth|breaking bad|"
    "peppa pig|bluey|paw patrol|the daily|serial|radiolab|this american life|ted talks daily|the joe rogan experience|"
    "discover weekly|my favorites|workout mix|road trip|morning coffee|summer hits|party playlist|bbc radio 4|npr|"
    "classic fm|radio one|kexp|capital fm|jazz fm|virgin radio|ninety nine point five|heart radio|the news".split("|")
)
MEDIA_CLASSES = tuple(
    "music|song|songs|track|album|playlist|artist|radio|radio station|station|podcast|podcasts|audiobook|audio book|book|"
    "movie|film|show|tv show|series|episode|video|channel|tunes|soundtrack|playlists|cartoon|documentary|game show".split(
        "|"
    )
)
COLORS = tuple(
    "red|green|blue|yellow|orange|purple|pink|white|warm white|cool white|cold white|soft white|daylight|violet|cyan|"
    "magenta|turquoise|teal|gold|amber|lime|indigo|lavender|dark blue|light blue|light green|dark red|hot pink|"
    "sky blue|forest green|coral|salmon|crimson|olive|beige|navy blue|brown|ivory|peach|mint|candlelight|royal blue".split(
        "|"
    )
)
MODES = tuple(
    "auto|automatic|cool|cooling|heat|heating|dry|fan only|eco|sleep|away|home|boost|comfort|quiet|turbo|manual|night|"
    "silent|energy saving|baby|pet|vacation|party|movie|high performance|electric|gas|normal|smart|strong|gentle|"
    "favourite|natural|breeze|power saving|economy|frost protection|standby|low power|max|deep clean|spot|mopping".split(
        "|"
    )
)
LEVELS = tuple(
    "low|medium|high|auto|middle|off|turbo|quiet|one|two|three|1|2|3|4|5|level 1|level 2|level three".split("|")
)
SWINGS = tuple("auto|up|down|middle|horizontal|vertical|both|on|off|left|right|wide|fixed|full|swing".split("|"))
EFFECTS = tuple(
    "rainbow|fire|party|candle|color loop|strobe|sunset|twinkle|aurora|ocean|fireplace|disco|relax|read".split("|")
)
PLACES = tuple(
    "london|paris|new york|berlin|tokyo|moscow|sydney|chicago|houston|madrid|rome|oslo|seattle|boston|amsterdam|mumbai|"
    "beijing|toronto|san francisco|los angeles|dublin|vienna|prague|cairo|lisbon|orlando|denver|miami|eindhoven".split(
        "|"
    )
)
SCENES = tuple(
    "movie night|movie time|good night|goodnight|good morning|bedtime|dinner|dinner party|romantic|relax|reading|focus|"
    "party time|party|away|leaving home|i'm home|welcome home|sunrise|sunset|cosy evening|cozy|gaming|work|study time|"
    "yoga|christmas|vacation|guest mode|night light|breakfast|wake up|sleep|nap time|all off|bright|dim|energize".split(
        "|"
    )
)
SOURCES = tuple(
    "hdmi 1|hdmi 2|hdmi one|bluetooth|spotify|netflix|youtube|aux|tv|disney plus|apple music|airplay|line in|prime video|channel 5|bbc one|usb|phono|optical|tuner|plex|pandora".split(
        "|"
    )
)
LABELS = tuple(
    "pizza|pasta|egg|eggs|laundry|tea|nap|workout|cookies|cake|rice|homework|bread|oven|chicken|roast|coffee|meditation|parking|break|kids|first|second|dinner|potatoes|bath|steak".split(
        "|"
    )
)
MESSAGES = tuple(
    "dinner is ready|time to go to bed|we are leaving in five minutes|come downstairs please|the movie is starting|"
    "breakfast is on the table|somebody is at the door|the laundry is done|i am home|please feed the dog|"
    "can someone help me with the shopping|turn down the music please|lunch in ten minutes|good night everyone|"
    "the pizza has arrived|we're out of milk|get ready for school|the taxi is here|where is my phone".split("|")
)
PHRASES = tuple(
    "cosy|movie night|party time|bedtime|i'm leaving|good night|chill|let's eat|lights out|focus time|romance|abracadabra|"
    "showtime|storm|lockdown|wakey wakey|tea time|home sweet home|siesta|dragon|work mode|dinner|release the kraken".split(
        "|"
    )
)
DRINKS = tuple(
    "coffee|coffee|coffee|coffee|tea|tea|espresso|latte|cappuccino|cuppa|hot chocolate|flat white|green tea|mocha|brew|"
    "double espresso|americano|decaf|hot water|black coffee".split("|")
)
SAYINGS = tuple(
    "moon|tiger|banana|friday|hello|music|quiet|happy|sleepy|holiday|rocket|summer|winter|cinema|zen|magic|thunder|jungle|"
    "beach|party|coffee|lights|cave|sunshine|rainy day|game on|all clear|good vibes|peace|alarm|hungry|cold feet|"
    "we're home|i'm off|time to relax|show me the stars|beam me up|open sesame|up and away|action|curtain call|"
    "hush|cheers|big day|last call|night night|sweet dreams|rise and shine|school time|guests|pizza".split("|")
)
BRANDS = tuple(
    "philips|ikea|hue|lifx|wiz|nanoleaf|govee|yeelight|osram|tapo|kasa|meross|sonoff|eve|lutron|somfy|velux|bosch|siemens|"
    "miele|aeg|delonghi|nespresso|jura|sage|smeg|lg|samsung|sony|bose|sonos|denon|dyson|xiaomi|ecovacs|eufy|shark|nest|tado|"
    "honeywell|netatmo|daikin|gree|toshiba|yale|nuki|ring|arlo|aqara|tuya|hisense|panasonic|tcl|braun|electrolux".split(
        "|"
    )
)
MODELS = tuple(
    "go|play|mini|max|pro|plus|one|two|s7|x1|q5|pure cool|hot and cool|air|beam|arc|move|roam|signe|iris|bloom|shapes|"
    "canvas|lines|essentials|tradfri|symfonisk|fyrtur|kadrilj|magnifica|lattissima|frame|serif|bravia|series 8|g5|e1|t10|"
    "uno|smart|home|studio|flex|spot|dot|lite|ultra".split("|")
)
BACKGROUND = tuple(
    "and then she told me that the {noun} was broken again|i was telling {person} about it yesterday|did you see the game last night|"
    "we had to replace the {noun} last year|you know what he did with the {noun}|that's what i said to {person}|"
    "i think {person} left the {noun} on all night|he turned on the {noun} and walked away|it was on the news yesterday|"
    "no i don't think so|yeah so anyway we went to the shop|she always opens the {noun} when it rains|"
    "do you want some more soup|could you pass me the salt|mum where are my shoes|hurry up we are going to be late|"
    "the {noun} in our hotel never worked|they were playing {title} at the party|i love that song so much|"
    "my phone is almost dead|so i told him to turn off the {noun} but he wouldn't|he bought a new {noun} for the {area}|"
    "in tonight's episode the detective returns|and now the weather for the rest of the country|stay tuned after the break|"
    "what do you think about the new {noun}|i would never put a {noun} in the {area}|when we were kids the {area} had no {noun}|"
    "let me call you back in ten minutes|okay bye talk to you later|remember when the {noun} caught fire|"
    "{person} is coming for dinner on friday|i am not sure what to wear|this soup is too salty|the kids are so loud today|"
    "you should see their {area} it's enormous|he said turn left at the {noun}|it costs about {number} dollars|"
    "um|uh huh|hmm|mm hmm|oh my god|wait what|right right|sorry|never in my life|ha ha that's funny|shh be quiet {person}|"
    "don't touch that|come here {person}|good boy|sit|get down from the sofa|who's a good dog|ouch|damn it|"
    "if only the {noun} could clean itself|the {noun} company called again|they charge {number} euros for a {noun}|"
    "a man was turning on the {noun} in the film|she asked him whether the {noun} was on|"
    "was it you who broke the {noun}|why did you buy a {noun}|tell {person} i'll be there soon".split("|")
)


@dataclass(frozen=True, slots=True)
class Words:
    """Word lists from home-llm: device names by domain in several languages, media names, list items."""

    devices: tuple[tuple[str, str], ...] = ()
    media: tuple[str, ...] = TITLES
    items: tuple[str, ...] = ITEMS

    @classmethod
    def load(cls, data: Path) -> Words:
        """Read the lists below a data folder; missing files leave the built-in lists."""
        piles = data / "home_llm" / "piles"
        devices = tuple(pair for path in sorted(piles.glob("*/pile_of_device_names.csv")) for pair in _devices(path))
        media = _lines(piles / "english" / "pile_of_media_names.txt", 40)
        items = _lines(piles / "english" / "pile_of_todo_items.txt", 60)
        return cls(devices, TITLES * 8 + media, ITEMS * 2 + items)


_PILE_DOMAINS = {"blinds": "cover", "garage_door": "cover", "light": "light", "fan": "fan", "lock": "lock", "todo": "todo",
                 "media_player": "media_player", "climate": "climate", "switch": "switch", "vacuum": "vacuum"}  # fmt: skip


def _devices(path: Path) -> list[tuple[str, str]]:
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    found = []
    for row in rows:
        domain = _PILE_DOMAINS.get((row.get("device_name") or "").partition(".")[0])
        name = (row.get("description") or "").strip()
        if domain and 0 < len(name) < 40:
            found.append((domain, name))
    return found


def _lines(path: Path, longest: int) -> tuple[str, ...]:
    if not path.exists():
        return ()
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    return tuple(line for line in lines if 0 < len(line) <= longest)
