"""What people say for each label: one template a line (see `template.py`); `N*` repeats a line N times.

These are compositions of verbs, targets and values, not sentences of any test set.
"""

from __future__ import annotations

TEMPLATES: dict[str, str] = {
    "HassTurnOn": """
6* [turn|switch|put|flip|power|bring] on {any}
{any}
[turn|switch] on {area}
{area} on
3* [turn|switch|put|flip] {any} on
2* {any} on
activate {any}
enable {any}
start {appl}
start up {any}
start {any}
fire up {appl}
light up {area}
illuminate {area}
get {any} going
get {any} running
i [want|need|would like|'d like] {any} [on|turned on|switched on|running]
i want to turn on {any}
make sure {any} [is|are] on
let there be light {inarea}
[lights|light] [please|]
run {scene}
2* activate {scene}
turn on {scene}
start {scene}
set {scene}
set the scene to {scene}
trigger {scene}
execute {scene}
it's time for {scene}
{scene} [please|scene|mode|]
launch {scene}
press {any}
{any} please
power up {any}
engage {any}
keep {any} on
leave {any} on
turn {any} back on
turn on {any} for {dur}
[run|start] {appl} for {dur}
[make|brew|prepare] [me|] [a|some|] [cup of|] <device:coffee>
put the <device:kettle> on
put <device:coffee> on
make [me|us] [some|a] {drink}
brew [some|a pot of|a cup of] {drink}
i need a <device:coffee>
[could|can] i have a <device:coffee>
start the [wash|laundry]
heat up the {appl}
warm up {appl}
start {appl} {mode1}
i can't see anything [in|] {areaopt} turn on <device:lights>
please have {any} on when i get home
pack {trash}
empty {trash}
arm {alarmp}
set {alarmp} to <mode:armed away>
""",
    "HassTurnOff": """
7* [turn|switch|put|shut|power] off {any}
[turn|switch] off {area}
{area} off
{light} out
3* [turn|switch|put|shut] {any} off
2* {any} off
[deactivate|disable|kill|cut|extinguish|shut down] {any}
stop {appl}
[kill|douse|cut] {light}
lights out {inarea}
i [want|need|would like] {any} [off|turned off|switched off]
make sure {any} [is|are] off
i don't need {any} anymore
[no more|enough] {any}
turn <quantity:everything> off {inarea}
turn off <quantity:everything> {inarea}
switch off <quantity:everything> {inarea}
shut <quantity:everything> down {inarea}
power down {any}
turn off {any} for {dur}
turn {any} back off
power {any} down
keep {any} off
we are done with {appl} turn it off
stop running {appl}
[time to sleep|i'm going to sleep|going to bed] turn off {any}
time to sleep turn off <device:lights>
disarm {alarmp}
make it dark {inarea}
turn off <quantity:all> [the|] [devices|appliances|things] {inarea}
shut off {any}
cut the power to {any}
cut power to {any}
go dark {inarea}
""",
    "HassTurnOn:open": """
6* open {cover}
open up {cover}
2* raise {cover}
lift {cover}
pull up {cover}
roll up {cover}
{cover} open
{cover} up
open {cover} [fully|completely|all the way]
let [some|more|] [light|sun|sunshine] in {inarea}
let some fresh air in {inarea}
draw {cover} open
put {cover} up
unfold {cover}
can you get {cover} open
extend {cover}
2* open {valve}
open {door}
open the {door}
turn the water on {inarea}
i want {cover} open
have {cover} opened
""",
    "HassTurnOff:close": """
6* close {cover}
2* shut {cover}
2* lower {cover}
close up {cover}
pull down {cover}
roll down {cover}
{cover} [closed|shut|down]
close {cover} [fully|completely|all the way]
draw {cover}
put {cover} down
bring {cover} down
retract {cover}
2* close {valve}
shut off {valve}
close {door}
shut {door}
get {cover} closed
make sure {cover} [is|are] [closed|shut]
i want {cover} closed
it's time to close {cover}
""",
    "HassTurnOn:lock": """
6* lock {lock}
lock up {lock}
lock up [the house|]
bolt {lock}
secure {lock}
{lock} lock
make sure {lock} [is|are] locked
lock <quantity:all> [the|] <device:doors>
lock <quantity:everything>
engage {lock}
latch {lock}
can you check that {lock} is locked and if not lock it
deadbolt {lock}
""",
    "HassTurnOff:unlock": """
6* unlock {lock}
unbolt {lock}
let [me|them|him|her] in
{lock} unlock
release {lock}
make sure {lock} [is|are] unlocked
unlatch {lock}
unlock <quantity:all> [the|] <device:doors>
disengage {lock}
""",
    "HassToggle": """
4* toggle {any}
flip {any}
switch {any} [over|to the other state]
toggle the state of {any}
change the state of {any}
invert {any}
flip the state of {any}
""",
    "HassSetPosition": """
4* [set|move|adjust|put|change] {cover} to {pos}
2* [set|move|adjust|change] the <setting:position> of {cover} to {pos}
[set|move|adjust|change] {cover} <setting:position> to {pos}
2* [set|adjust|turn|change] the <setting:[angle|degree|tilt]> of {cover} to {deg}
[set|adjust|change] the {cover} <setting:[angle|degree|tilt]> to {deg}
2* open {cover} [to|] {pos}
close {cover} to {pos}
[raise|lower] {cover} to {pos}
{cover} {pos}
{cover} to {pos}
leave {cover} [open at|at] {pos}
open {cover} <value:[halfway|half way|half|a third|a quarter]>
[partially|partly] open {cover} to {pos}
[increase|decrease] {cover} <setting:position> to {pos}
[set|open] {valve} to {pos}
set {valve} <setting:position> to {pos}
turn {cover} to {deg}
[set|adjust] the <setting:[position|degree|angle]> to {deg} for {cover}
[set|adjust] {cover} to a <setting:[position|degree|angle]> of {deg}
""",
    "HassLightSet": """
4* [set|change|turn|put|adjust] {light} to {pct} [brightness|bright|]
3* [set|change|adjust] the <setting:brightness> of {light} to {pct}
3* [set|change|adjust] {light} <setting:brightness> to {pct}
2* [set|change|turn] the <setting:brightness> [{inarea}|] to {pct} {inarea}
2* dim {light} to {pct}
brighten {light} to {pct}
[raise|increase|lower|reduce|decrease|bring|turn up|turn down] {light} to {pct}
[raise|increase|lower|reduce|decrease] the <setting:brightness> of {light} to {pct}
2* {light} {pct}
{light} <setting:brightness> {pct}
<setting:brightness> {pct} {inarea}
[set|turn] {light} to {pct} brightness
{lightarea} {pct} [brightness|]
{lightarea} <setting:brightness> {pct}
set {lightarea} to {pct} [brightness|]
[set|change] {lightarea} <setting:brightness> to {pct}
make {light} {pct} bright
turn on {light} [at|to] {pct} [brightness|]
i want {light} at {pct}
4* [set|turn|change|make|switch|put] {light} [to|] {color}
2* [set|change] the <setting:[color|colour|hue]> of {light} to {color}
[set|change] {light} <setting:[color|colour]> to {color}
{light} {color}
{lightarea} {color}
[set|make|change|turn] {lightarea} [to|] {color}
[set|change] the <setting:color> {inarea} to {color}
paint {area} {color}
bathe {area} in {color} [light|]
turn on {light} in {color}
i want {color} <device:[light|lights]> {inarea}
give me {color} <device:[light|lights|lighting]> {inarea}
[set|turn|change] {light} to {color} [at|and|with] {pct} [brightness|]
[set|turn] {light} to {pct} and {color}
make {light} {color} and {pct} bright
[set|change|make] {light} to {kelvin}
[set|change] the <setting:[color temperature|white balance|temperature]> of {light} to {kelvin}
set {light} to the {effect} effect
change the <setting:color> of <device:[light|lights]>
change <device:[light|lights]> color
[light|lights] {color} please
full brightness {inarea}
2* [set|adjust|change] the <setting:brightness> to {pct} [for|on|of] {light}
<value:[maximize|minimize|maximise]> the <setting:brightness> of {light}
set {light} to a <setting:brightness> of {pct}
set {light} as {color}
fade {light} to {pct}
""",
    "HassClimateSetTemperature": """
4* [set|change|turn|put|adjust] {climate} to {temp}
3* [set|change|adjust|put] the <setting:[temperature|temp]> [of|on|for] {climate} to {temp}
3* [set|change|adjust] {climate} <setting:temperature> to {temp}
3* [set|change|make|adjust] the <setting:[temperature|temp]> to {temp} {inarea}
2* [set|change|adjust] the <setting:temperature> [in|of] {area} to {temp}
2* [raise|increase|lower|reduce|decrease|bring|drop|turn up|turn down] the <setting:temperature> [of|on] {climate} to {temp}
[raise|increase|lower|reduce|decrease|bring|drop] the <setting:temperature> {inarea} to {temp}
[turn|crank] {climate} [up|down] to {temp}
heat {area} to {temp}
cool {area} [down|] to {temp}
warm {area} [up|] to {temp}
heat it to {temp} {inarea}
heat [up|] to {temp}
{climate} {temp}
{climate} to {temp}
set {area} to {temp}
<setting:temperature> {temp} {inarea}
i want it to be {temp} {inarea}
make it {temp} {inarea}
keep {area} at {temp}
set the <device:heating> to {temp}
[set|change] the <setting:[heating temperature|cooling temperature|target temperature|water temperature]> [of {climate}|{inarea}] to {temp}
preheat {oven} to {temp}
set {oven} to {temp}
set the {climate} to {mode1} at {temp}
turn on {climate} [at|to|and set it to] {temp}
[set|adjust] {climate} {inarea} to {temp}
[set|adjust] the <setting:temperature> of {wheater} to {temp}
[set|adjust] the <setting:[water temperature|temperature]> of {bath} to {temp}
run {climate} at {temp}
2* [set|adjust|change] the <setting:temperature> to {temp} [for|on|of] {climate}
[raise|increase|lower|reduce|decrease] {climate} <setting:temperature> to {temp}
set {climate} to a <setting:temperature> of {temp}
""",
    "HassFanSetSpeed": """
3* [set|change|adjust|turn] {fan} [speed|] to {pct}
3* [set|change] the <setting:[speed|fan speed]> of {fan} to {pct}
[set|change] {fan} <setting:[speed|fan speed]> to {pct}
{fan} {pct}
run {fan} at {pct}
turn on {fan} at {pct}
set the <setting:fan speed> to {pct} {inarea}
[increase|raise|decrease|reduce|lower] the <setting:speed> of {fan} to {pct}
[increase|decrease|turn up|turn down] {fan} to {pct}
""",
    "HearthSetValue": """
4* [set|change|adjust|turn] the {setting} of {dev} to {num}
3* [set|change|adjust] {dev} {setting} to {num}
2* [set|change|adjust] the {setting} [on|for] {dev} to {num}
2* [raise|increase|lower|reduce|decrease|turn up|turn down|bring] the {setting} of {dev} to {num}
[raise|increase|lower|reduce|decrease|turn up|turn down] {dev} {setting} to {num}
[set|adjust] {dev} to {num} {setting}
2* [set|adjust|turn|change] {hum} to {pct}
[set|change] the <setting:[humidity|humidity level]> to {pct} {inarea}
[set|change] the {setting} [to|at] {num} {inarea}
set the <setting:interval> of {aroma} to {durv}
[set|change|adjust] the <setting:interval> {inarea} to {durv}
{dev} {setting} {num}
[adjust|change|set] the {setting} of {dev}
the {setting} of {dev} should be {num}
set {setting} to {num} on {dev}
[set|adjust] the <setting:intensity> of {aroma} to {num}
[set|adjust] {aroma} <setting:intensity> to {num}
[increase|decrease] the <setting:intensity> of {hum} to {num}
the <setting:humidity> in {area} should be {pct}
keep the <setting:humidity> at {pct} {inarea}
2* [set|adjust|change] the {setting} to {num} [for|on|of] {dev}
set the <setting:interval> to {durv} for {aroma}
[set|adjust] {dev} to {num} [percent|] {setting}
set {dev} to [a|an] {setting} of {num}
<value:[maximize|minimize]> the {setting} of {dev}
dispense {num} [portions|grams] from {feeder}
""",
    "HearthSetMode": """
4* [set|switch|change|put|turn] {dev} [to|in|into|on] {mode} [mode|]
3* [set|change|switch|adjust] the <setting:[mode|operating mode|working mode]> of {dev} to {mode}
2* [set|change|switch] {dev} <setting:mode> to {mode}
2* [set|change|adjust|switch] the <setting:[fan speed|wind speed|fan mode|speed]> of {airdev} to {level}
[set|change|adjust] {airdev} <setting:[fan speed|wind speed|fan mode|speed]> to {level}
2* [set|change|adjust] the <setting:[swing|swing mode|swing direction]> of {airdev} to {swing}
[set|change] {airdev} <setting:[swing|swing mode]> to {swing}
set {airdev} to {swing} <setting:[swing|swing mode]>
set {airdev} to {level} <setting:[speed|fan speed]>
turn on {mode} mode [on|for|of] {dev}
[activate|enable|start] {mode} mode [on|for] {dev}
[activate|enable] the {mode} mode of {dev}
{dev} {mode} mode
{mode} mode {inarea}
set the <setting:fan speed> to {level} {inarea}
[set|change] the <setting:mode> {inarea} to {mode}
use {mode} mode on {dev}
set {dev}'s <setting:mode> to {mode}
run {dev} [on|in] {mode}
[set|change] the <setting:preset> of {climate} to {mode}
[turn on|start] {climate} in {mode} mode
let {dev} run in {mode} mode
turn {fan} [on|to] {level}
set {fan} to {level}
run {fan} on {level}
put {fan} on {level}
set {light} to {effect} effect
set the <setting:effect> of {light} to {effect}
[set|switch] {climate} to {hmode}
turn {climate} to {hmode}
set the house to {mode} mode
set the <setting:program> of {appl} to {mode}
[set|change] the <setting:mode> to {mode} [for|on] {dev}
[set|change] the <setting:[fan speed|speed]> to {level} [for|on] {airdev}
[set|switch|change] {airdev} to <setting:swing> {swing}
[set|change] the <setting:swing> to {swing} [for|on] {airdev}
""",
    "HearthAdjust:brightness_up": """
3* brighten {light} {by}
3* make {light} {bit} brighter
2* turn up {light} {by}
2* turn {light} up {by}
2* [increase|raise|boost|turn up] the <setting:brightness> of {light} {by}
2* [increase|raise] {light} <setting:brightness> {by}
[increase|raise|turn up] the <setting:brightness> {inarea} {by}
{light} {bit} brighter
more light {inarea}
{bit} brighter {inarea}
brighter [please|] {inarea}
make it {bit} brighter {inarea}
[increase|raise] {light} {by}
increase the light {inarea}
intensify {light}
[increase|raise] the <setting:brightness> {by} for {light}
brighten {light} by [increasing|raising] the <setting:brightness> by {amount}
up {light} {by}
make {area} {bit} brighter
give me {bit} more light {inarea}
""",
    "HearthAdjust:brightness_down": """
5* dim {light} {by}
2* dim {light} {bit}
3* make {light} {bit} [dimmer|darker|less bright]
2* turn down {light} {by}
2* turn {light} down {by}
2* [decrease|reduce|lower|turn down] the <setting:brightness> of {light} {by}
2* [decrease|reduce|lower] {light} <setting:brightness> {by}
[decrease|reduce|lower|dim|turn down] the <setting:brightness> {inarea} {by}
{light} {bit} [dimmer|darker]
less light {inarea}
{bit} [dimmer|darker] {inarea}
make it {bit} [dimmer|darker] {inarea}
[lower|decrease|reduce|soften] {light} {by}
tone down {light}
dim {light} by [decreasing|lowering|reducing] the <setting:brightness> by {amount}
[decrease|lower|reduce] the <setting:brightness> {by} for {light}
dim {area}
dim it down {inarea}
lower the light {inarea}
""",
    "HearthAdjust:temperature_up": """
2* [increase|raise|turn up|bump up] the <setting:[temperature|temp]> {inarea} {by}
3* [increase|raise|turn up] the <setting:temperature> of {climate} {by}
[increase|raise] {climate} <setting:temperature> {by}
2* turn up {climate} {by}
2* turn {climate} up {by}
make it {bit} [warmer|hotter] {inarea}
{bit} warmer {inarea}
[warmer|hotter] please
make {area} {bit} [warmer|hotter]
warm {area} up {by}
heat {area} up {by}
heat it up {inarea}
more heat {inarea}
crank up {climate} {by}
bump {climate} up {by}
[increase|raise] the <setting:[heating temperature|water temperature]> {inarea} {by}
[increase|raise] the <setting:temperature> in {area} {by}
""",
    "HearthAdjust:temperature_down": """
2* [decrease|lower|reduce|turn down|drop|bring down] the <setting:[temperature|temp]> {inarea} {by}
3* [decrease|lower|reduce|turn down] the <setting:temperature> of {climate} {by}
[decrease|lower|reduce] {climate} <setting:temperature> {by}
2* turn down {climate} {by}
2* turn {climate} down {by}
make it {bit} [cooler|colder] {inarea}
{bit} [cooler|colder] {inarea}
[cooler|colder] please
make {area} {bit} [cooler|colder]
cool {area} down {by}
cool it down {inarea}
less heat {inarea}
[lower|reduce] the <setting:[heating temperature|water temperature]> {inarea} {by}
[decrease|lower|reduce] the <setting:temperature> in {area} {by}
""",
    "HearthAdjust:volume_up": """
3* turn up the <setting:volume> {onmedia} {by}
3* turn the <setting:volume> up {onmedia} {by}
2* [increase|raise] the <setting:volume> {onmedia} {by}
3* [increase|raise|turn up] the <setting:volume> of {media} {by}
turn up {media} {by}
turn {media} up {by}
turn up the music {by}
make {media} {bit} louder
make it {bit} louder {inarea}
{bit} louder [please|]
louder
<setting:volume> up {onmedia} {by}
speak {bit} louder
speak up [please|]
pump up the <setting:volume>
pump up the music
crank it up
more <setting:volume>
[increase|raise] {media} <setting:volume> {by}
turn the sound up {by}
""",
    "HearthAdjust:volume_down": """
3* turn down the <setting:volume> {onmedia} {by}
3* turn the <setting:volume> down {onmedia} {by}
2* [decrease|lower|reduce] the <setting:volume> {onmedia} {by}
3* [decrease|lower|reduce|turn down] the <setting:volume> of {media} {by}
turn down {media} {by}
turn {media} down {by}
turn down the music {by}
make {media} {bit} [quieter|softer]
make it {bit} [quieter|softer] {inarea}
{bit} [quieter|softer] [please|]
quieter
<setting:volume> down {onmedia} {by}
keep it down
[decrease|lower|reduce] {media} <setting:volume> {by}
turn the sound down {by}
speak {bit} [quieter|softer]
not so loud
lower your <setting:volume>
""",
    "HearthAdjust:speed_up": """
3* [increase|raise|turn up] the <setting:[speed|fan speed]> of {fan} {by}
[increase|raise] {fan} <setting:[speed|fan speed]> {by}
2* speed up {fan} {by}
speed {fan} up {by}
make {fan} {bit} [faster|stronger]
turn up {fan} {by}
turn {fan} up {by}
[increase|raise] the <setting:fan speed> of {airdev} {by}
[increase|raise] the <setting:fan speed> {inarea} {by}
{fan} faster
""",
    "HearthAdjust:speed_down": """
3* [decrease|lower|reduce|turn down] the <setting:[speed|fan speed]> of {fan} {by}
[decrease|lower|reduce] {fan} <setting:[speed|fan speed]> {by}
2* slow down {fan} {by}
slow {fan} down {by}
make {fan} {bit} [slower|weaker]
turn down {fan} {by}
turn {fan} down {by}
[decrease|lower|reduce] the <setting:fan speed> of {airdev} {by}
[decrease|lower|reduce] the <setting:fan speed> {inarea} {by}
{fan} slower
""",
    "HearthAdjust:position_up": """
3* [raise|open] {cover} by {amount}
2* [raise|open] {cover} {bit}
open {cover} {bit} more
[increase|raise] the <setting:[position|angle|degree]> of {cover} by {amount}
[increase|raise] {cover} <setting:[position|angle|degree]> by {amount}
[increase|raise] the <setting:[degree|angle|position]> of {cover} {inarea} by {amount}
""",
    "HearthAdjust:position_down": """
3* [lower|close] {cover} by {amount}
2* [lower|close] {cover} {bit}
close {cover} {bit} more
[decrease|lower|reduce] the <setting:[position|angle|degree]> of {cover} by {amount}
[decrease|lower|reduce] {cover} <setting:[position|angle|degree]> by {amount}
[decrease|lower] the <setting:[degree|angle|position]> of {cover} {inarea} by {amount}
""",
    "HearthAdjust:humidity_up": """
2* [increase|raise|turn up] the <setting:[humidity|humidity level]> {inarea} {by}
2* [increase|raise] the <setting:humidity> of {hum} {by}
make it [less dry|more humid] {inarea}
make {area} more humid
""",
    "HearthAdjust:humidity_down": """
2* [decrease|lower|reduce|turn down] the <setting:[humidity|humidity level]> {inarea} {by}
2* [decrease|lower|reduce] the <setting:humidity> of {hum} {by}
make it [less humid|drier] {inarea}
make {area} less humid
""",
    "HearthAdjust:value_up": """
[increase|raise] the {setting} {by} [for|on] {dev}
[increase|raise] {dev} {by}
4* [increase|raise|turn up|boost] the {setting} of {dev} {by}
2* [increase|raise] {dev} {setting} {by}
2* turn the {setting} of {dev} up {by}
turn {dev} {setting} up {by}
turn up {hum} {by}
[increase|raise|turn up] {aroma} {by}
[increase|raise] the {setting} {inarea} {by}
make {dev} {bit} stronger
""",
    "HearthAdjust:value_down": """
[decrease|lower|reduce] the {setting} {by} [for|on] {dev}
[decrease|lower|reduce] {hum} {by}
4* [decrease|lower|reduce|turn down] the {setting} of {dev} {by}
2* [decrease|lower|reduce] {dev} {setting} {by}
2* turn the {setting} of {dev} down {by}
turn {dev} {setting} down {by}
turn down {hum} {by}
[decrease|lower|reduce|turn down] {aroma} {by}
[decrease|lower|reduce] the {setting} {inarea} {by}
make {dev} {bit} weaker
""",
    "HassSetVolume": """
[set|adjust] the <setting:volume> to {pct} [for|on] {media}
4* [set|change|turn|put|adjust] the <setting:volume> {onmedia} to {pct}
3* [set|change|adjust] the <setting:volume> of {media} to {pct}
2* [set|change|turn] {media} <setting:volume> to {pct}
2* <setting:volume> [to|at|] {pct}
{media} <setting:volume> {pct}
[turn up|turn down|increase|decrease|raise|lower] the <setting:volume> {onmedia} to {pct}
[turn|increase|decrease|lower|raise] {media} [up|down|] to {pct}
turn the <setting:volume> [up|down] to {pct}
set {media} to {pct} <setting:volume>
change the <setting:volume>
volume level {pct}
""",
    "HearthNeed:dark": """
2* it's [so|too|very|really|a bit|pretty|] dark {inarea}
it is [so|too|very|] dark {inarea}
i can't see [anything|a thing|my hands|] {inarea}
[it's awfully|why is it so] dark {inarea}
i need [some|more] light {inarea}
there's not enough light {inarea}
{area} is [too|so|very|a bit] dark
i can hardly see
it's pitch black {inarea}
it's getting dark {inarea}
we need light {inarea}
""",
    "HearthNeed:bright": """
2* it's [so|too|very|way too|a bit too|] bright {inarea}
the [light|lights] [is|are] too bright {inarea}
{area} is too bright
the light hurts my eyes
there's too much light {inarea}
that's too bright
the light is blinding me
""",
    "HearthNeed:cold": """
2* i'm [so|too|very|a bit|] cold
2* it's [so|too|very|really|a bit|] [cold|chilly] {inarea}
i am [freezing|cold]
it's freezing {inarea}
{area} is [too|so|very|freezing] cold
my [feet|hands] are cold
we're freezing {inarea}
i feel [cold|chilly]
brr
""",
    "HearthNeed:hot": """
2* i'm [so|too|very|a bit|] hot
2* it's [so|too|very|really|a bit|] [hot|warm] {inarea}
i am [sweating|boiling|roasting|melting]
it's boiling {inarea}
{area} is [too|so|very] hot
it's sweltering {inarea}
i feel hot
it is like an oven {inarea}
""",
    "HearthNeed:stuffy": """
2* it's [so|too|very|] stuffy {inarea}
i need some fresh air {inarea}
it smells {inarea}
the air is [bad|stale|stuffy|terrible] {inarea}
{area} is stuffy
i can't breathe {inarea}
there's no air {inarea}
it stinks {inarea}
""",
    "HearthNeed:dry": """
it's [so|too|very|] dry {inarea}
the air is [too|so|very] dry {inarea}
my [skin|throat] is dry
{area} is too dry
""",
    "HearthNeed:humid": """
it's [so|too|very|] humid {inarea}
the air is [too|so|very] [humid|damp] {inarea}
it's [damp|muggy|clammy] {inarea}
{area} is too [humid|damp]
""",
    "HearthNeed:loud": """
2* it's [so|too|very|way too|] loud {inarea}
the music is too loud
you're too loud
i can't hear myself think
that's too loud
the [tv|radio|music] is [too|so] loud
my ears hurt
{media} is too loud
""",
    "HearthNeed:quiet": """
i can't hear [it|you|the music|the tv|anything|]
i can [barely|hardly] hear [you|it|the music|the tv]
it's too quiet {inarea}
you're too quiet
what did you say i can't hear you
{media} is too quiet
""",
    "HearthStop": """
2* stop
2* stop {cover}
stop {vac}
halt {cover}
stop [moving|] {cover}
freeze {cover}
2* stop {dev}
pause {vac}
stop [cleaning|vacuuming|mowing]
stop {mower}
stop it
hold {cover} there
that's far enough
halt
stop right there
pause {mower}
cancel the cleaning
""",
    "HassVacuumStart": """
3* start {vac}
2* [start|begin] [cleaning|vacuuming|hoovering]
vacuum [the house|the floor|everything|]
clean [the house|the floor|the floors|the flat|the apartment|]
run {vac}
2* turn on {vac}
[have|let|make|get|tell] {vac} [to|] [clean|vacuum|start cleaning]
[do|start] the [vacuuming|hoovering]
it's dirty {inarea} start {vac}
send {vac} out
{vac} start
resume {vac}
the floor is [dirty|dusty]
hoover [the house|the floor]
activate {vac}
mop the floor
deploy {vac}
""",
    "HassVacuumReturnToBase": """
3* [send|return|bring|take] {vac} [back|] [to|] [the|its|] [base|dock|charging station|home|charger|station]
2* [send|bring] {vac} home
dock {vac}
return {vac} to base
{vac} [go home|return to base|back to base|dock]
recall {vac}
tell {vac} to [go home|return to its dock|charge|go back]
park {vac}
stop cleaning and go home
turn off {vac} and send it home
charge {vac}
""",
    "HassVacuumCleanArea": """
4* [vacuum|clean|hoover|sweep] {area}
[vacuum|clean] up {area}
[vacuum|clean|mop] the [floor|floors|carpet|rug] in {area}
[have|let|get|tell] {vac} [to|] [clean|vacuum] {area}
{area} needs [vacuuming|cleaning|a clean]
send {vac} to {area}
2* [set|change] the <setting:cleaning area> of {vac} to {area}
start [cleaning|vacuuming] {area}
[clean|vacuum] [in|] {area} with {vac}
use {vac} to clean {area}
[instruct|command|order] {vac} to clean {area}
give {area} a [clean|vacuum]
""",
    "HassLawnMowerStartMowing": """
mow the [lawn|grass|garden|yard]
start {mower}
cut the grass
[have|let] {mower} mow
start mowing
begin mowing the [lawn|yard]
run {mower}
the grass is too long
""",
    "HassLawnMowerDock": """
[dock|park] {mower}
[send|return|bring] {mower} [back|] [home|to base|to its dock|to the dock|to its charging station]
{mower} [go home|return to base]
recall {mower}
""",
    "HassMediaPause": """
3* pause {media}
2* pause
pause the <media_class:[music|song|movie|film|show|podcast|video|audiobook|playback|radio|track|audio]> {onmedia}
pause playback {onmedia}
hold the <media_class:[music|movie|song]>
pause it for a [second|moment|minute]
pause what's playing {onmedia}
pause for {dur}
freeze the <media_class:movie>
""",
    "HassMediaPause:stop": """
3* stop the <media_class:[music|song|movie|film|show|podcast|video|audiobook|playback|radio|track|audio|playlist]> {onmedia}
2* stop {media}
stop playing [music|]
stop playback {onmedia}
stop playing on {media}
end the <media_class:[movie|music|playback]>
no more <media_class:music>
stop this <media_class:song>
quit playing
shut up
silence
stop the sound
""",
    "HassMediaUnpause": """
3* resume {media}
2* [resume|unpause|continue]
[resume|continue|unpause] the <media_class:[music|song|movie|film|show|podcast|video|audiobook|playback|radio|book|track|audio]> {onmedia}
[continue|keep|go on] playing {onmedia}
2* unpause {media}
[resume|continue] playback {onmedia}
2* play
play {media}
[start|play] the <media_class:music> again
press play
continue where i left off
carry on with the <media_class:[audiobook|book|movie|podcast]>
start playing [again|] {onmedia}
play the <media_class:music> {onmedia}
start playing [media|something] {onmedia}
""",
    "HassMediaNext": """
3* [next|skip] [song|track|episode|one|]
2* skip [this|the|to the next] [song|track|episode|one] {onmedia}
play the next <media_class:[song|track|episode|one|chapter]> {onmedia}
[go|move|jump] to the next [song|track|episode|chapter] {onmedia}
next [song|track|episode|] on {media}
[skip|skip forward] {onmedia}
i don't like this song skip it
skip ahead
skip song on {media}
change the song
next please
""",
    "HassMediaPrevious": """
3* previous [song|track|episode|one|]
2* [go|skip|jump] back [to the previous|a|one|] [song|track|] {onmedia}
play the [previous|last] <media_class:[song|track|episode|one|chapter]> {onmedia}
[go|return] to the previous [song|track|episode] {onmedia}
previous [song|track] on {media}
play that [song|track] again
replay the last [song|track]
play the last [one|song] again
[start|play] this [song|track] [over|from the beginning|again]
back one [song|track]
""",
    "HassMediaPlayerMute": """
3* mute {media}
2* mute
mute the [sound|volume|audio] {onmedia}
silence {media}
turn off the [sound|volume|audio] {onmedia}
[turn|shut] the sound off {onmedia}
mute yourself
be quiet
quiet [please|]
[kill|cut] the sound {onmedia}
mute everything
no sound
put {media} on mute
set {media} to mute
""",
    "HassMediaPlayerUnmute": """
3* unmute {media}
2* unmute
unmute the [sound|volume|audio] {onmedia}
turn [on|] the sound [back on|] {onmedia}
[turn|switch] the sound [back|] on {onmedia}
restore the [sound|volume] {onmedia}
take {media} off mute
sound on
you can talk again
""",
    "HassMediaSearchAndPlay": """
4* play {title} {onmedia}
3* play {title} by {artist} {onmedia}
4* play {artist} {onmedia}
3* play [some|] {genre} {onmedia}
3* play [some|] {genre} <media_class:music> {onmedia}
3* [play|put on] [some|] <media_class:[music|songs|tunes]> {onmedia}
put some <media_class:music> on {onmedia}
put on [some|] {genre} {onmedia}
put on {title} {onmedia}
2* play the {mclass} {title} {onmedia}
2* play [my|the|a] {title} {mclass} {onmedia}
play [something|some music|songs] by {artist} {onmedia}
[listen to|i want to listen to|i'd like to hear|i want to hear|let me hear|let's listen to] {title}
[i want to listen to|i'd like to hear|let's hear|let me hear] [some|] {genre}
[i want to|let's|i'd like to] watch {title} {onmedia}
watch {title} {onmedia}
start {title} {onmedia}
start [playing|] {artist} {onmedia}
2* [turn on|play|start|put on|tune to|tune in to|switch to] {station} {onmedia}
[turn on|play|start] the <media_class:radio> {onmedia}
play [a|an|the latest|the newest|my] {mclass}
play the [latest|newest|last] <media_class:episode> of {title}
play the <media_class:[podcast|audiobook]> {title}
read me {title}
[read|start reading] [me|] the <media_class:[book|audiobook]> {title}
play the song {title}
play {title} in {area}
stream {title} {onmedia}
shuffle {title} {onmedia}
2* set the <setting:[song|track]> [of|on] {media} to {title}
set the <setting:artist> [of|on] {media} to {artist}
set the <setting:[style|genre]> [of|on] {media} to {genre}
2* [change|switch] the <setting:[song|music]> {onmedia} to {title}
[change|switch] the <setting:style> of the <media_class:music> {onmedia} to {genre}
[change|switch] to {genre} <media_class:music>
play {genre} style {onmedia}
play songs by {artist} {onmedia}
play {title} from {artist}
find {title} and play it {onmedia}
search for {title}
play me [a|some] {genre} <media_class:[song|songs]>
2* play something [relaxing|nice|else|different|happy|]
let's hear some <media_class:music>
i'm in the mood for {genre}
can we have some <media_class:music>
entertain me with some <media_class:music>
resume the <media_class:[audiobook|podcast]> {title}
""",
    "HearthMediaMode": """
<mode:shuffle> [the playlist|this playlist|my music|the songs|]
turn [on|off] <mode:[shuffle|repeat]> {onmedia}
[enable|disable] <mode:[shuffle|repeat]> [mode|] {onmedia}
<mode:repeat> [this song|the song|this track|the playlist|]
<mode:loop> [this song|the track|]
put this song on <mode:repeat>
turn <mode:shuffle> [on|off]
play this song on <mode:repeat>
<mode:shuffle> mode
""",
    "HearthMediaSeek": """
[rewind|fast forward] {dur}
[rewind|fast forward] [the|] [song|movie|podcast|audiobook|video|] [by|] {dur}
[go|skip|jump] [back|forward|ahead] {dur} {onmedia}
rewind
fast forward
rewind a bit
skip to {dur}
[go|jump] to the [beginning|start|end|next chapter]
""",
    "HearthSelectSource": """
[switch|change|set] {media} to {source}
[switch|change|set] the <setting:[input|source]> [of {media}|] to {source}
change the <setting:channel> to {source} {onmedia}
put on <mode:channel [five|two|7|12|one]>
[switch|go|change] to <mode:channel [five|two|7|12|one]>
open {source} on {media}
select {source} on {media}
launch {source} on {media}
""",
    "HearthMediaStatus": """
what's playing {onmedia}
what is playing {onmedia}
what [song|music|track|album|podcast|] is [this|playing|that] {onmedia}
who [sings|is singing|plays|wrote|performs] this [song|]
what's the name of this [song|track|artist]
which [song|artist|band] is this
what's on {media}
what [is|was] that song
who is this artist
what am i listening to
tell me [about this song|what song this is|what's playing]
is anything playing {onmedia}
what's the [title|name] of the current [song|track]
what's the current <setting:volume> {onmedia}
how loud is {media}
what album is this [song|] from
""",
    "HassGetState": """
3* [is|are] {any} {state}
3* [is|are] {cover} {cstate}
3* [is|are] {lock} {lstate}
2* are <quantity:[all|all the|any|any of the]> {kindpl} {state} {inarea}
2* is <quantity:any> {kindsg} {state} {inarea}
2* <quantity:[which|what]> {kindpl} are {state} {inarea}
2* <quantity:how many> {kindpl} are {state} {inarea}
[is|are] there <quantity:any> {kindpl} {state} {inarea}
did i leave {any} {state}
did i [turn off|close|lock] {any}
have i left {any} {state}
do i have <quantity:any> {kindpl} {state} {inarea}
what is the [state|status] of {any}
2* [what's|what is] the {prop} [of|on] {dev}
[what's|what is] {dev} {prop}
[what's|what is] {dev} set to
2* [what's|what is|tell me|check|how high is] the {envprop} {inarea}
[what's|what is] the {envprop} [in|of] {area}
[how's|how is] the {envprop} {inarea}
how [humid|bright|loud] is it {inarea}
how much <setting:[power|energy|electricity]> [is|are] {dev} using
how much <setting:battery> [does|has] {dev} [have|got] left
[what's|what is] the <setting:[battery|battery level]> of {dev}
2* [where is|where's] {person}
is {person} <state:[home|at home|at work|away|at school]>
who is <state:[home|at home|away]>
is <quantity:[anyone|anybody|everyone|everybody|nobody]> <state:[home|at home|away]>
is <quantity:[anyone|anybody|someone]> in {area}
is there <state:[motion|movement|smoke|water|a leak|someone|gas]> [in|] {area}
is {dev} [still|] <state:[on|running|charging|connected|available|online|working]>
check [if|whether] {any} [is|are] {state}
tell me [if|whether] {cover} [is|are] {cstate}
check the [status|state] of {any}
what is {any} doing
what color is {light}
[what's|what is] <quantity:[on|open]> {inarea}
how [bright|far open|fast] is {any}
is the <device:[door|window|garage]> {cstate}
is the [house|home] locked
is my phone charging
is the battery low
are we running out of battery on {dev}
is the <device:[washer|dryer|dishwasher|washing machine|laundry]> <state:[done|finished|running|ready]>
is the <device:alarm> <state:[armed|on|set|off]>
""",
    "HassClimateGetTemperature": """
3* [what's|what is|tell me|how high is|check] the <setting:[temperature|temp]> {inarea}
2* [what's|what is] the <setting:[temperature|temp]> [in|of|on] {area}
2* how [hot|warm|cold|cool] is it {inarea}
how [hot|warm|cold] is {area}
how [hot|warm|cold] is {climate}
[what's|what is] the <setting:temperature> of {climate}
[what's|what is] {climate} set to
what temperature is it {inarea}
what is {area} <setting:temperature>
how many degrees is it {inarea}
is it [hot|cold|warm] {inarea}
[what's|what is] the current <setting:temperature> {inarea}
<setting:temperature> {inarea}
how's the <setting:temperature> {inarea}
""",
    "HearthRemaining": """
how [much longer|long] [will|does] {appl} [take|need|have left|run]
2* how much [longer|time] [is left|does it need|does it have|remaining|left] [on|for|] {appl}
when [will|is] {appl} [be done|be finished|finish|done|finished|ready]
is {appl} [almost|nearly] [done|finished|ready]
how long until {appl} is [done|finished|ready]
time left on {appl}
when does the <device:[washer|dryer|dishwasher|oven|washing machine]> finish
""",
    "HassGetWeather": """
2* [what's|what is|how's|how is|tell me|give me] the [weather|forecast|weather forecast|weather report] [like|] {when} {forplace}
will it <state:[rain|snow|be sunny|be windy|be cold|be warm|be hot|storm|freeze]> {when} {forplace}
is it [going to|gonna] <state:[rain|snow|be sunny|be cold|be hot]> {when} {forplace}
is it <state:[raining|snowing|sunny|cold outside|hot outside|windy|cloudy]> [outside|] {forplace} {when}
do i need [an umbrella|a coat|a jacket|sunscreen|boots] {when}
[weather|forecast] {forplace} {when}
how [hot|cold|warm] will it [be|get] {when} {forplace}
[what's|what is] the [temperature|weather|wind|humidity] outside
how is it outside
any <state:[rain|snow|storms]> {when} {forplace}
should i wear a [jacket|coat|hat] {when}
what will the weather be [like|] {when}
""",
    "HassGetCurrentTime": """
3* what time is it {forplace}
what's the time [now|] {forplace}
what is the [current|] time {forplace}
tell me the time [please|]
do you know what time it is
the time please
time [please|]
how late is it
current time
got the time
what time is it in {place}
what time do you have
""",
    "HassGetCurrentDate": """
2* [what's|what is] [today's date|the date|the date today]
what day is it [today|]
what day of the week is it
which day is [today|it]
tell me the date
what [month|year|week] is it
what date is {date}
what is the date {when}
what day is {date}
today's date
""",
    "HearthSunTimes": """
when does the sun [rise|set|come up|go down] {when} {forplace}
what time is [sunrise|sunset] {when} {forplace}
when is [sunrise|sunset] {when}
[sunrise|sunset] time {forplace}
when will it get dark {when}
is the sun up
""",
    "HassStartTimer": """
4* [set|start|create] a [timer|countdown] for {durt}
3* [set|start|create] a {durt} timer
2* {durt} timer
timer for {durt}
timer {durt}
2* [set|start|create] a {durt} timer [for|called|named] {tlabel}
2* [set|start|create] a {tlabel} timer for {durt}
[set|start|create] a timer for {durt} [called|named|for] {tlabel}
[count down|countdown] [from|] {durt}
start the timer for {durt}
{tlabel} timer for {durt}
{tlabel} timer {durt}
time {durt}
set timer {durt}
remind me when {durt} is up
wake me in {durt}
give me {durt}
set a timer
start a timer
begin a {durt} countdown
put {durt} on the clock
put on a timer for {durt} [for the {tlabel}|]
i need a timer for {durt}
let me know when {durt} have passed
set {number} timers for {durt}
tell me when {durt} [is|are] over
""",
    "HassCancelTimer": """
3* [cancel|stop|delete|remove|clear|end|kill] [the|my|this|that|] timer
2* [cancel|stop|delete|remove|end] [the|my] {tlabel} timer
2* [cancel|stop|delete|remove] [the|my] {sdur} timer
[cancel|stop] the timer [for|called|named] {tlabel}
[cancel|stop] the timer for {sdur}
[turn|switch] off the [{tlabel}|] timer
get rid of the [{tlabel}|{sdur}] timer
forget the [{tlabel}|] timer
[cancel|stop] the timer in {area}
i don't need the [{tlabel}|{sdur}|] timer anymore
timer off
""",
    "HassCancelAllTimers": """
3* [cancel|stop|delete|remove|clear|end|turn off] <quantity:all> [of|] [the|my|] timers
[cancel|stop|clear] <quantity:every> timer
[cancel|stop|clear|delete] [my|the] timers
[cancel|stop] <quantity:all> timers in {area}
get rid of <quantity:all> the timers
""",
    "HassIncreaseTimer": """
3* add {durt} to [the|my|] timer
2* add {durt} to [the|my] {tlabel} timer
2* add {durt} to [the|my] {sdur} timer
[increase|extend|lengthen] [the|my] [{tlabel}|] timer by {durt}
[extend|prolong] the {sdur} timer by {durt}
give me {durt} more on the [{tlabel}|] timer
{durt} more on the timer
add another {durt} to the [{tlabel}|] timer
add {durt} more
make the [{tlabel}|] timer {durt} longer
put {durt} more on the timer
""",
    "HassDecreaseTimer": """
3* [take|remove|subtract] {durt} [from|off] [the|my] timer
2* [take|remove|subtract] {durt} [from|off] [the|my] {tlabel} timer
2* [take|remove|subtract] {durt} [from|off] [the|my] {sdur} timer
[decrease|reduce|shorten|cut] [the|my] [{tlabel}|{sdur}|] timer by {durt}
make the [{tlabel}|] timer {durt} shorter
take {durt} off
""",
    "HassPauseTimer": """
3* pause [the|my|this|] timer
2* pause [the|my] {tlabel} timer
pause [the|my] {sdur} timer
hold the [{tlabel}|] timer
pause the timer [for|called|named] {tlabel}
stop the timer for a moment
suspend the {tlabel} timer
freeze the timer
""",
    "HassUnpauseTimer": """
3* [resume|unpause|continue|restart] [the|my|this|] timer
2* [resume|unpause|continue] [the|my] {tlabel} timer
[resume|unpause|continue] [the|my] {sdur} timer
start the timer again
carry on with the [{tlabel}|] timer
resume the timer [for|called|named] {tlabel}
""",
    "HassTimerStatus": """
3* how [much time|long] is left [on|for] [the|my] timer
2* how [much time|long|much longer] [is|] left on [the|my] {tlabel} timer
how [much time|long] [is|] left on [the|my] {sdur} timer
[what's|what is] the [status|state] of [the|my] [{tlabel}|{sdur}|] timer
when [does|will] [the|my] [{tlabel}|] timer [end|finish|go off|be done]
how [long|many minutes|much time] until [the|my] [{tlabel}|] timer [ends|is done|goes off]
timer status
[{tlabel}|] timer status
how's my timer doing
check [the|my] [{tlabel}|] timer
time left on [the|my] [{tlabel}|] timer
do i have any timers [running|]
what timers are running
list my timers
is there a timer running
how much time do i have left
how many timers are [running|set]
how long has the timer been running
""",
    "HassListAddItem": """
4* [add|put] {item} [to|on|onto] [the|my|our] {list}
3* [add|put] {item} on [the|my|our] {list} list
3* add {item} to [the|my|our|] {list} list
2* add {item} to [the|my] list
we need [some|more|] {item}
[we're|we are|i'm] [out of|running out of|almost out of|low on] {item}
[buy|get] {item}
i need to [buy|get|pick up] {item}
[put|write] {item} [down|] on [the|my] {list} list
{item} on the {list} list
add [a task|a note|an entry|] {item} to [the|my] {list} [list|]
2* [create|make|start|set up] a [new|] [{list}|] list
[create|make|start] a [new|] list [called|named|for] {list}
can you remember {item} for the {list} list
remember to buy {item}
note that we need {item}
append {item} to {list}
add {item} and {item} to [the|my] {list} list
add {item} {item} and {item} to [the|my] {list} list
insert {item} into my {list} list
add to [the|my] {list} list {item}
include {item} in [the|my] {list} list
""",
    "HassListCompleteItem": """
3* [check|tick|cross|mark] off {item} [from|on] [the|my] {list} list
2* [check|tick|cross|mark] {item} off [the|my] {list} [list|]
mark {item} as [done|complete|completed|finished|bought] [on [the|my] {list} list|]
complete {item} [on|from] [the|my] {list} [list|]
i [bought|got|have got|did|finished|already bought|have finished] {item}
[check|tick|cross] off {item}
{item} is done
set {item} to done on [the|my] {list}
i completed {item} on [the|my] {list} list
i already got {item}
""",
    "HassListRemoveItem": """
3* [remove|delete|take|erase] {item} from [the|my|our] {list} list
2* [remove|delete|take] {item} [from|off] [the|my] {list}
2* [remove|delete|take] {item} from [the|my] list
take {item} off [the|my] {list} list
we don't need {item} anymore
[delete|remove|clear|erase|empty|throw away] [the|my] {list} list
[delete|remove] <quantity:[everything|all|all items]> [on|from] [the|my] {list} list
drop {item} from [the|my] {list} list
scratch {item} from the list
clear [the|my] list
get rid of {item} on my {list} list
""",
    "HearthListItems": """
3* [what's|what is] on [the|my|our] {list} list
2* [what's|what is] on [the|my] {list}
[what's|what is] on [the|my] list
[read|show|tell|give] me [the|my] {list} list
[read|show|list] [the items on|] [the|my] {list} list
is {item} on [the|my] {list} list
do i have {item} on [the|my] {list} list
how many [items|things] are on [the|my] {list} list
what do [i|we] need to [buy|get|do]
what [lists|list] do i have
show me my lists
what do i have to do today
read out [the|my] {list} list
do i need to buy {item}
open my {list} list
""",
    "HearthSetAlarm": """
4* [set|create|make|add] [an|my|the] alarm [for|at] {aclock}
3* wake me [up|] [at|by] {aclock} {adate}
2* [set|create] an alarm for {adate} at {aclock}
[set|create] an alarm for {aclock} {adate}
alarm [for|at] {aclock} [{adate}|]
[set|create] a {aclock} alarm [{adate}|]
[set|create] [an|a] {tlabel} alarm for {aclock}
wake me [up|] in {delay}
[set|create] an alarm in {delay}
set an alarm for {delay} from now
get me up at {aclock}
i need to [get up|be up|wake up] at {aclock} {adate}
turn on my {aclock} alarm
make sure i'm up by {aclock}
set my alarm
set an alarm
activate the alarm for {aclock}
""",
    "HearthCancelAlarm": """
3* [cancel|delete|remove|turn off|disable|stop|clear] [the|my|] alarm [for {adate}|at {aclock}|for {aclock}|]
2* [cancel|delete|remove|turn off] [the|my] {aclock} alarm
[cancel|delete|remove|turn off] <quantity:all> [of|] [the|my|] alarms [for {adate}|]
[cancel|delete|remove] [the|my] {tlabel} alarm
turn [the|my] alarm off
i don't need the alarm {adate}
don't wake me [up|] {adate}
stop the alarm
switch off the alarm
get rid of my alarm
shut off the alarm
""",
    "HearthModifyAlarm": """
2* [change|move|shift|reschedule] [the|my] [{aclock}|{tlabel}|] alarm to {aclock}
[push|move] [the|my] alarm [back|forward] [by|] {dur}
[change|set] my alarm from {aclock} to {aclock}
make my alarm {dur} [later|earlier]
add {dur} to my alarm
update the alarm to {aclock}
""",
    "HearthSnoozeAlarm": """
snooze [the alarm|it|my alarm|]
snooze [the|my] alarm for {dur}
snooze for {dur}
[{dur}|five] more minutes
let me sleep {dur} more
repeat the alarm in {dur}
""",
    "HearthAlarmStatus": """
2* [what|which] alarms [do i have|are set|have i set] [for {adate}|]
[show|list|tell] me [all|] my alarms
[when is|what time is] my [next|] alarm [set for|]
do i have [an alarm|any alarms] [set|] [for {adate}|]
is my alarm [on|set|set for {aclock}]
[how much time|how long] until my alarm
what time [will|do] you wake me up {adate}
are there any alarms
did i set an alarm [for {adate}|]
what are my alarms
time left on my alarm
""",
    "HearthSetReminder": """
4* remind me to {todo} [at {aclock}|in {delay}|{adate}|{adate} at {aclock}|]
2* remind me [at {aclock}|in {delay}|{adate}] to {todo}
remind me about {todo} [{adate}|at {aclock}|]
[set|create|add|make] a reminder to {todo} [at {aclock}|{adate}|in {delay}|]
[set|create|add] a reminder for {todo} [{adate}|at {aclock}]
remind {person} to {todo} [at {aclock}|{adate}|]
[don't let me forget|make sure i don't forget|i need to remember] to {todo} [{adate}|]
[set|create] a reminder [for {adate}|at {aclock}|]
add {event} to my calendar [for|on] {adate} [at {aclock}|]
[schedule|put|create] [a|an|] {event} [on my calendar|] [for|on] {adate} [at {aclock}|]
notify me [at {aclock}|{adate}] to {todo}
remind me {adate} that {event} is at {aclock}
""",
    "HearthCancelReminder": """
2* [cancel|delete|remove|clear] [the|my] reminder [to {todo}|about {todo}|for {todo}|for {adate}|]
[cancel|delete|remove] <quantity:all> [my|the|] reminders [for {adate}|]
[cancel|delete|remove] [the|my] {event} [from my calendar|] [on {adate}|for {adate}|]
forget the reminder about {todo}
i don't need to be reminded to {todo} anymore
clear my calendar [for {adate}|]
""",
    "HearthReminderStatus": """
2* [what|which] reminders do i have [for {adate}|{adate}|]
[show|list|read] me [all|] my reminders [for {adate}|]
do i have any reminders [for {adate}|]
[what's|what is] on my calendar [for|] {adate}
what do i have [planned|scheduled|on|] {adate}
when is [my|the] {event}
do i have [a|any|an] {event} {adate}
[what|when] is my next [meeting|appointment|event|reminder]
am i [free|busy] {adate}
what [events|appointments|meetings] do i have {adate}
what did i ask you to remind me [of|about]
""",
    "HassBroadcast": """
3* broadcast [that|] {message}
2* announce [that|] {message}
[tell|let] everyone [know|] [that|] {message}
announce {message} [in|to|on] {area}
broadcast {message} [to|in] [the whole house|every room|{area}]
say {message} [on all speakers|to everyone|in every room]
make an announcement [that|] {message}
[tell|let] [the|] {area} [know|] [that|] {message}
tell the kids {message}
""",
    "HassNevermind": """
4* never mind
nevermind
2* [forget it|forget about it|forget that]
cancel [that|it|]
[nothing|it's nothing|oh nothing]
[leave it|drop it|ignore that|disregard that]
that's all
scratch that
no forget it
never mind i'll do it myself
actually never mind
don't bother
it's fine [never mind|]
""",
    "HearthUndo": """
3* undo [that|it|this|the last [command|action|thing]|]
2* revert [that|it|the change]
put it back [the way it was|how it was|]
[change|set|turn] it back
[no|wait|] that's not what i [meant|wanted|said|asked for]
you misunderstood [me|that]
take that back
reverse that
not that [one|]
go back to how it was
[that was|that's] wrong [undo it|]
no undo that
restore the previous [state|setting]
i didn't [want|mean|ask for] that
""",
    "HearthWhy": """
2* why did you do that
why [did you|have you] [turn|turned|switch|open|close|set] [on|off|] {any}
why is {any} {state}
why did {any} [turn|go|come|switch] [on|off]
[what|why] made you do that
explain [why you did that|yourself|]
what was that for
who turned [on|off] {any}
why do you think [so|that]
how come {any} is {state}
what did you just do
""",
    "HearthConfirm": """
4* [yes|yeah|yep|yup|sure|ok|okay|please do|do it|go ahead|correct|right|exactly|that's right|affirmative|of course|confirm|confirmed|absolutely|yes please|go for it|sounds good|yes do it|fine|definitely|that one]
[yes|yeah|ok|sure] [please|go ahead|do it|that's right|that's fine|do that]
""",
    "HearthDeny": """
4* [no|nope|nah|no thanks|no thank you|don't|don't do that|stop that|please don't|negative|not now|no way|no don't|that's wrong|wrong|not really|no please don't|absolutely not|i said no]
no [not that|don't|leave it|i don't want that]
""",
    "HearthUnsupported": """
[order|get] me a [pizza|taxi|burger|book|cab|sandwich|curry] [from {place}|]
[call|text|email|message|phone] {person}
send a [text|message|mail] to {person}
book [a table|a flight|a hotel|tickets] [to {place}|for {date}|]
what is the capital of {place}
who [is|was] {artist}
how far is {place}
how do i [get|drive] to {place}
[what's|what is] {number} [times|plus|minus|divided by] {number}
tell me a [joke|story|fun fact]
translate [hello|good morning|thank you] to [french|german|spanish]
how do you [spell|say] [necessary|broccoli|good night in french]
buy [some stocks|a new phone|tickets for {artist}]
how much is [a euro|the dollar|bitcoin] [worth|]
post [this|a tweet] on [facebook|twitter]
what are the news [today|from {place}]
play a game [with me|]
find [a restaurant|a hotel|a gas station] [nearby|in {place}]
how many [calories|grams of sugar] are in {item}
[do|cook|wash|fold] my [homework|dinner|laundry|taxes|dishes]
write [a poem|an email to {person}|a song]
[fetch|bring] me [a beer|my slippers|the paper]
drive me to {place}
how tall is {person}
give me a recipe for [pancakes|lasagna|chicken soup]
what's the stock price of [apple|google|tesla]
[walk|wash|brush] the dog
make me a sandwich
define [serendipity|entropy|photosynthesis]
flip a coin
roll the dice
transfer {number} dollars to {person}
what is my bank balance
when is the next [train|bus] to {place}
""",
    "HearthChat": """
[hello|hi|hey|good morning|good evening|hey there] [how are you|]
[thanks|thank you|thank you very much|thanks a lot|cheers]
[good job|well done|you're great|you are awesome|nice work|that's perfect|i love you]
how are you [today|doing|]
who are you
what's your name
[are you|you are] [a robot|real|listening|stupid|smart|there]
[good night|goodbye|bye|see you later]
what can you do
sing [me|] a song
do you like [me|music|dogs]
you're [funny|annoying|useless|the best]
how old are you
who made you
what do you think about [that|life|politics]
i'm [bored|tired|sad|hungry|happy]
[sorry|excuse me|pardon]
help
can you help me
what
say that again
repeat that
""",
}
