# Loggers form a hierarchy by their dotted names: levels are inherited, records propagate to the handlers above, and
# placeholders are filled in when a logger in between is asked for later.
import logging
import sys


class Collect(logging.Handler):
    def __init__(self, label, level=logging.NOTSET):
        super().__init__(level)
        self.label = label

    def emit(self, record):
        print(f"  [{self.label}] {record.name} {record.levelname}: {record.getMessage()}")


root = logging.getLogger()
print(root, logging.getLogger("root") is root, logging.getLogger("") is root)
deep = logging.getLogger("shop.cart.items")
print(deep.parent is root, type(logging.Logger.manager.loggerDict["shop"]).__name__)
shop = logging.getLogger("shop")
print(deep.parent is shop, shop.parent is root)
cart = shop.getChild("cart")
print(cart.name, deep.parent is cart, cart.parent is shop, logging.getLogger("shop.cart") is cart)
print(sorted(each.name for each in shop.getChildren()))

print(deep.getEffectiveLevel(), deep.isEnabledFor(logging.INFO))
shop.setLevel("DEBUG")
print(deep.getEffectiveLevel(), deep.isEnabledFor(logging.INFO), deep, shop)
print(deep.hasHandlers())
root.addHandler(Collect("root"))
shop.addHandler(Collect("shop", logging.WARNING))
print(deep.hasHandlers())
deep.debug("with %s and %d", "text", 7)
deep.warning("a mapping: %(one)s %(two)r", {"one": 1, "two": "2"})
deep.error("percent alone 100%")
cart.propagate = False
deep.critical("stays below")
cart.propagate = True
print("level 35:", logging.getLevelName(35), logging.getLevelName("INFO"), logging.getLevelName("x"))
logging.addLevelName(35, "NOTICE")
deep.log(35, "named")
print(logging.getLevelNamesMapping()["NOTICE"])

only = logging.Filter("shop.cart")
root.handlers[0].addFilter(only)
shop.warning("filtered at the root")
logging.getLogger("shop.cartoon").warning("not below shop.cart")
cart.warning("exactly it")
root.handlers[0].removeFilter(only)
shop.addFilter(lambda record: "secret" not in record.getMessage())
shop.info("a secret")
shop.info("no such thing")

logging.disable(logging.ERROR)
shop.error("disabled")
shop.critical("still there")
logging.disable(logging.NOTSET)
shop.disabled = True
shop.critical("off")
shop.disabled = False

for wrong in (lambda: shop.setLevel("LOUD"), lambda: shop.setLevel(1.5), lambda: shop.log("INFO", "x"),
              lambda: logging.getLogger(5), lambda: logging.setLoggerClass(int), lambda: shop.info("x", extra={"message": 1}),
              lambda: shop.info("x", extra={"name": 1}), lambda: logging.Handler().emit(None)):
    try:
        wrong()
    except Exception as error:
        print(type(error).__name__, error)


class Loud(logging.Logger):
    def makeRecord(self, *args, **kwargs):
        record = super().makeRecord(*args, **kwargs)
        record.msg = str(record.msg).upper()
        return record


logging.setLoggerClass(Loud)
logging.getLogger("loud").error("whisper")
logging.setLoggerClass(logging.Logger)
adapter = logging.LoggerAdapter(cart, {"user": "ann"})
adapter.warning("adapted")
print(adapter, adapter.name, adapter.process("m", {}))
handler = root.handlers[0]
handler.name = "collector"
print(logging.getHandlerByName("collector") is handler, sorted(logging.getHandlerNames()), handler)
print(logging._handlers["collector"] is handler, logging._handlerList[-1]() is handler)  # as logging.config looks them up
gone = logging.NullHandler()
gone.name = "gone"
del gone
print(logging.getHandlerByName("gone"), sorted(logging.getHandlerNames()), handler.__class__.__mro__[1:], logging.Handler.emit.__module__)
root.removeHandler(handler)
shop.removeHandler(shop.handlers[0])
sys.stderr = sys.stdout
print("last resort:")
deep.info("too low")
deep.warning("shown")
print(logging.lastResort)
