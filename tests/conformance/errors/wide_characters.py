# Underlines count columns of what is printed: wide, combining and astral characters before and inside the failing part.
import traceback


def wide(): return "日本語" + 5
def wide_names(): 変数 = 1; return 変数 + "x"
def combining(): return "e\u0301é" + None + "ü"
def emoji(): return "😀😀" - "😀"
def mixed(): return len("日本") + "ab" + [1]
def tabs(): return	1	+	"x"
def cyrillic(): имя = None; return имя.атрибут
def after(): return {"é": 1}["ключ"]
def full_width(): return "ａｂｃ" / 2


for function in (wide, wide_names, combining, emoji, mixed, tabs, cyrillic, after, full_width):
    try:
        function()
    except Exception:
        traceback.print_exc()
raise ValueError("日本語 é 😀 \ud800")
