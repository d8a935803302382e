"""Colours between the spaces that devices use: hue and saturation, RGB, xy, kelvin and mired.

Units everywhere: hue 0..360 degrees, saturation 0..100 percent, RGB 0..255 each, xy of CIE 1931 in
0..1, colour temperature in kelvin. Conversions of xy are those of Philips Hue's wide-gamut matrix
(developers.meethue.com), of kelvin to RGB Tanner Helland's fit (1000..40000 K).
"""

from __future__ import annotations

import colorsys
import math
from collections.abc import Mapping

MAX_KELVIN = 100_000
"""Bluer than any lamp."""
Pair = tuple[float, float]
Rgb = tuple[int, int, int]

_NAMED = """
    aliceblue=f0f8ff antiquewhite=faebd7 aqua=00ffff aquamarine=7fffd4 azure=f0ffff beige=f5f5dc bisque=ffe4c4
    black=000000 blanchedalmond=ffebcd blue=0000ff blueviolet=8a2be2 brown=a52a2a burlywood=deb887 cadetblue=5f9ea0
    chartreuse=7fff00 chocolate=d2691e coral=ff7f50 cornflowerblue=6495ed cornsilk=fff8dc crimson=dc143c cyan=00ffff
    darkblue=00008b darkcyan=008b8b darkgoldenrod=b8860b darkgray=a9a9a9 darkgreen=006400 darkgrey=a9a9a9
    darkkhaki=bdb76b darkmagenta=8b008b darkolivegreen=556b2f darkorange=ff8c00 darkorchid=9932cc darkred=8b0000
    darksalmon=e9967a darkseagreen=8fbc8f darkslateblue=483d8b darkslategray=2f4f4f darkslategrey=2f4f4f
    darkturquoise=00ced1 darkviolet=9400d3 deeppink=ff1493 deepskyblue=00bfff dimgray=696969 dimgrey=696969
    dodgerblue=1e90ff firebrick=b22222 floralwhite=fffaf0 forestgreen=228b22 fuchsia=ff00ff gainsboro=dcdcdc
    ghostwhite=f8f8ff gold=ffd700 goldenrod=daa520 gray=808080 green=008000 greenyellow=adff2f grey=808080
    honeydew=f0fff0 hotpink=ff69b4 indianred=cd5c5c indigo=4b0082 ivory=fffff0 khaki=f0e68c lavender=e6e6fa
    lavenderblush=fff0f5 lawngreen=7cfc00 lemonchiffon=fffacd lightblue=add8e6 lightcoral=f08080 lightcyan=e0ffff
    lightgoldenrodyellow=fafad2 lightgray=d3d3d3 lightgreen=90ee90 lightgrey=d3d3d3 lightpink=ffb6c1
    lightsalmon=ffa07a lightseagreen=20b2aa lightskyblue=87cefa lightslategray=778899 lightslategrey=778899
    lightsteelblue=b0c4de lightyellow=ffffe0 lime=00ff00 limegreen=32cd32 linen=faf0e6 magenta=ff00ff maroon=800000
    mediumaquamarine=66cdaa mediumblue=0000cd mediumorchid=ba55d3 mediumpurple=9370db mediumseagreen=3cb371
    mediumslateblue=7b68ee mediumspringgreen=00fa9a mediumturquoise=48d1cc mediumvioletred=c71585
    midnightblue=191970 mintcream=f5fffa mistyrose=ffe4e1 moccasin=ffe4b5 navajowhite=ffdead navy=000080
    navyblue=000080 oldlace=fdf5e6 olive=808000 olivedrab=6b8e23 orange=ffa500 orangered=ff4500 orchid=da70d6
    palegoldenrod=eee8aa palegreen=98fb98 paleturquoise=afeeee palevioletred=db7093 papayawhip=ffefd5
    peachpuff=ffdab9 peru=cd853f pink=ffc0cb plum=dda0dd powderblue=b0e0e6 purple=800080 red=ff0000 rosybrown=bc8f8f
    royalblue=4169e1 saddlebrown=8b4513 salmon=fa8072 sandybrown=f4a460 seagreen=2e8b57 seashell=fff5ee
    sienna=a0522d silver=c0c0c0 skyblue=87ceeb slateblue=6a5acd slategray=708090 slategrey=708090 snow=fffafa
    springgreen=00ff7f steelblue=4682b4 tan=d2b48c teal=008080 thistle=d8bfd8 tomato=ff6347 turquoise=40e0d0
    violet=ee82ee wheat=f5deb3 white=ffffff whitesmoke=f5f5f5 yellow=ffff00 yellowgreen=9acd32
"""
NAMED: Mapping[str, Rgb] = {
    name: (int(code[:2], 16), int(code[2:4], 16), int(code[4:], 16))
    for name, code in (pair.split("=") for pair in _NAMED.split())
}
"""The colours that CSS names, as Home Assistant's `color_name` takes them."""


def kelvin_of_mired(mired: float) -> int:
    """Colour temperature in kelvin, at most `MAX_KELVIN`; `mired` must be above 0."""
    return math.floor(1_000_000 / max(mired, 1_000_000 / MAX_KELVIN))


def mired_of_kelvin(kelvin: float) -> int:
    """Colour temperature in mired; `kelvin` must be above 0."""
    return math.floor(1_000_000 / kelvin)


def rgb_of_hs(hue: float, saturation: float) -> Rgb:
    """RGB at full brightness."""
    red, green, blue = colorsys.hsv_to_rgb(hue / 360 % 1, saturation / 100, 1)
    return round(red * 255), round(green * 255), round(blue * 255)


def hs_of_rgb(red: float, green: float, blue: float) -> Pair:
    """Hue and saturation, to three decimals."""
    hue, saturation, _ = colorsys.rgb_to_hsv(red / 255, green / 255, blue / 255)
    return round(hue * 360, 3), round(saturation * 100, 3)


def xy_of_rgb(red: float, green: float, blue: float) -> Pair:
    """Chromaticity, to three decimals; black has that of white."""
    if red + green + blue == 0:
        return 0.323, 0.329
    r, g, b = (_linear(part / 255) for part in (red, green, blue))
    x = r * 0.664511 + g * 0.154324 + b * 0.162028
    y = r * 0.283881 + g * 0.668433 + b * 0.047685
    z = r * 0.000088 + g * 0.072310 + b * 0.986039
    total = x + y + z
    return round(x / total, 3), round(y / total, 3)


def rgb_of_xy(x: float, y: float) -> Rgb:
    """RGB at full brightness."""
    y = y or 1e-11
    big_x, big_z = x / y, (1 - x - y) / y
    linear = (
        big_x * 1.656492 - 0.354851 - big_z * 0.255038,
        -big_x * 0.707196 + 1.655397 + big_z * 0.036152,
        big_x * 0.051713 - 0.121364 + big_z * 1.011530,
    )
    parts = [_gamma(max(part, 0.0)) for part in linear]
    top = max(parts)
    scale = 255 / top if top > 0 else 0.0
    red, green, blue = (round(part * scale) for part in parts)
    return red, green, blue


def rgb_of_kelvin(kelvin: float) -> Rgb:
    """RGB that looks like white of a temperature in 1000..40000 K."""
    t = max(1000.0, min(40000.0, kelvin)) / 100
    cold = t > 66
    red = 329.698727446 * (t - 60) ** -0.1332047592 if cold else 255
    green = 288.1221695283 * (t - 60) ** -0.0755148492 if cold else 99.4708025861 * math.log(t) - 161.1195681661
    blue = 255 if t >= 66 else (138.5177312231 * math.log(t - 10) - 305.0447927307 if t > 19 else 0)
    red, green, blue = (round(max(0.0, min(255.0, part))) for part in (red, green, blue))
    return int(red), int(green), int(blue)


def colour_attributes(mode: str, values: tuple[float, ...]) -> dict[str, object]:
    """Home Assistant's three colour attributes for a colour given in one space.

    `mode` is `hs`, `xy` or one that starts with `rgb`, whose first three values are RGB.
    """
    if mode == "hs":
        rgb = rgb_of_hs(values[0], values[1])
        hue_saturation: Pair = (values[0], values[1])
        xy = xy_of_rgb(*rgb)
    elif mode == "xy":
        xy = (values[0], values[1])
        rgb = rgb_of_xy(*xy)
        hue_saturation = hs_of_rgb(*rgb)
    else:
        rgb = (int(values[0]), int(values[1]), int(values[2]))
        hue_saturation, xy = hs_of_rgb(*rgb), xy_of_rgb(*rgb)
    return {"color_mode": mode, "hs_color": hue_saturation, "rgb_color": rgb, "xy_color": xy}


def _linear(part: float) -> float:
    return ((part + 0.055) / 1.055) ** 2.4 if part > 0.04045 else part / 12.92


def _gamma(part: float) -> float:
    return 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055
