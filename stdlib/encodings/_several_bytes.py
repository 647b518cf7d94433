# SPDX-License-Identifier: MIT
# modules: big5 big5hkscs cp932 cp949 cp950 euc_jis_2004 euc_jisx0213 euc_jp euc_kr gb18030 gb2312 gbk hz iso2022_jp iso2022_jp_1
# modules: iso2022_jp_2 iso2022_jp_2004 iso2022_jp_3 iso2022_jp_ext iso2022_kr johab shift_jis shift_jis_2004 shift_jisx0213
"""Each encoding of East Asia: the same module under many names, which looks for its codec."""

from encodings._define import define_multibyte

define_multibyte(globals())
