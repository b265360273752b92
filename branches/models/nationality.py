"""Nationalities by their official code."""

from django.db import models

GB_T_3304_1991 = (
    "01汉族 02蒙古族 03回族 04藏族 05维吾尔族 06苗族 07彝族 08壮族 09布依族 10朝鲜族 11满族 12侗族 13瑶族 "
    "14白族 15土家族 16哈尼族 17哈萨克族 18傣族 19黎族 20傈僳族 21佤族 22畲族 23高山族 24拉祜族 25水族 "
    "26东乡族 27纳西族 28景颇族 29柯尔克孜族 30土族 31达斡尔族 32仫佬族 33羌族 34布朗族 35撒拉族 36毛南族 "
    "37仡佬族 38锡伯族 39阿昌族 40普米族 41塔吉克族 42怒族 43乌孜别克族 44俄罗斯族 45鄂温克族 46德昂族 "
    "47保安族 48裕固族 49京族 50塔塔尔族 51独龙族 52鄂伦春族 53赫哲族 54门巴族 55珞巴族 56基诺族 97其他 "
    "98外国血统"
)
HAN = "01"
NATIONALITIES = [(entry[:2], entry[2:]) for entry in GB_T_3304_1991.split()]


def nationality_field() -> models.CharField:
    """Most people of a county are 汉族; who is not is told."""
    return models.CharField("民族", max_length=2, choices=NATIONALITIES, default=HAN)
