// SPDX-License-Identifier: MIT
// The module `termios`: the settings of terminals, as POSIX has them.
#include <termios.h>

#include <linux/serial.h>
#include <sys/ioctl.h>

#include <cerrno>
#include <cstring>

#include "runtime/objects/buffer.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/module.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "stdlib/c_numbers.h"
#include "stdlib/posix/posix.h"

namespace ouro {

namespace {

const char kErrorKey = 0;  // names termios.error among what native modules keep

Result<Value> error_type(Runtime& rt) {
    Value& known = rt.library[&kErrorKey];
    if (!known.is_unbound()) return known;
    Ref<Str> name = TRY(intern(rt, "error"));
    Ref<Tuple> bases = TRY(new_tuple(rt, {View(static_cast<const Object*>(rt.exceptions[PlainException]))}));
    Ref<Dict> names = TRY(new_dict(rt));
    TRY(dict_set(rt, names.get(), rt.names.module_, TRY(rt.str("termios"))));
    Ref<Type> made = TRY(new_class(rt, rt.types.type, name.get(), bases.get(), names.get(), Arguments{}));
    rt.library[&kErrorKey] = Value(View(made));
    return made;
}

Raised raise_error(Runtime& rt, int error) {
    Value type = TRY(error_type(rt)), number = TRY(rt.integer(error)), text = TRY(rt.str(std::strerror(error)));
    return rt.raise_object(TRY(call(rt, type, {number, text})));
}

Result<Value> checked(Runtime& rt, int result) {
    if (result < 0) return raise_error(rt, errno);
    return View::none();
}

Result<Value> tcgetattr_function(Runtime& rt, Args args) {
    int descriptor = TRY(descriptor_argument(rt, args[0]));
    struct termios mode;
    if (::tcgetattr(descriptor, &mode) < 0) return raise_error(rt, errno);
    Ref<List> characters = TRY(new_list(rt));
    bool counts = !(mode.c_lflag & ICANON);
    for (int n = 0; n < NCCS; ++n) {
        // Without lines two of them are numbers.
        if (counts && (n == VMIN || n == VTIME)) TRY(list_append(rt, characters.get(), Value(View::small_int(mode.c_cc[n]))));
        else TRY(list_append(rt, characters.get(), TRY(new_bytes(rt, std::string_view(reinterpret_cast<char*>(&mode.c_cc[n]), 1)))));
    }
    Ref<List> made = TRY(new_list(rt));
    for (std::int64_t number : {static_cast<std::int64_t>(mode.c_iflag), static_cast<std::int64_t>(mode.c_oflag), static_cast<std::int64_t>(mode.c_cflag),
                                static_cast<std::int64_t>(mode.c_lflag), static_cast<std::int64_t>(::cfgetispeed(&mode)),
                                static_cast<std::int64_t>(::cfgetospeed(&mode))})
        TRY(list_append(rt, made.get(), Value(View::small_int(number))));
    TRY(list_append(rt, made.get(), Value(View(characters))));
    return made;
}

Result<Value> tcsetattr_function(Runtime& rt, Args args) {
    int descriptor = TRY(descriptor_argument(rt, args[0])), when = TRY(args.small_integer(1));
    List* list = as_list(args[2]);
    if (!list || list->size != 7) return rt.raise(TypeError, "tcsetattr, arg 3: must be 7 element list");
    struct termios mode;
    if (::tcgetattr(descriptor, &mode) < 0) return raise_error(rt, errno);
    std::int64_t numbers[6];
    for (std::size_t n = 0; n < 6; ++n) {
        if (list->size != 7) return rt.raise(TypeError, "tcsetattr, arg 3: must be 7 element list");
        Value item = list->items[n];
        numbers[n] = TRY(index_to_int64(rt, item));
    }
    mode.c_iflag = static_cast<tcflag_t>(numbers[0]);
    mode.c_oflag = static_cast<tcflag_t>(numbers[1]);
    mode.c_cflag = static_cast<tcflag_t>(numbers[2]);
    mode.c_lflag = static_cast<tcflag_t>(numbers[3]);
    List* characters = list->size == 7 ? as_list(list->items[6]) : nullptr;
    if (!characters || characters->size != NCCS) return rt.raise(TypeError, "tcsetattr: attributes[6] must be %d element list", NCCS);
    for (std::size_t n = 0; n < NCCS; ++n) {
        View item = characters->items[n];
        if (is_kind(item, Kind::bytes) && item.as<Bytes>()->size == 1) {
            mode.c_cc[n] = static_cast<cc_t>(item.as<Bytes>()->data[0]);
        } else if (item.is_int()) {
            mode.c_cc[n] = static_cast<cc_t>(item.as_int());
        } else {
            return rt.raise(TypeError, "tcsetattr: elements of attributes must be characters or integers");
        }
    }
    if (::cfsetispeed(&mode, static_cast<speed_t>(numbers[4])) < 0 || ::cfsetospeed(&mode, static_cast<speed_t>(numbers[5])) < 0) return raise_error(rt, errno);
    return checked(rt, ::tcsetattr(descriptor, when, &mode));
}

template <int (*call)(int, int)>
Result<Value> with_number(Runtime& rt, Args args) {
    int descriptor = TRY(descriptor_argument(rt, args[0]));
    return checked(rt, call(descriptor, TRY(args.small_integer(1))));
}

Result<Value> tcgetwinsize_function(Runtime& rt, Args args) {
    int descriptor = TRY(descriptor_argument(rt, args[0]));
    winsize size;
    if (::ioctl(descriptor, TIOCGWINSZ, &size) < 0) return raise_error(rt, errno);
    Ref<Tuple> made = TRY(new_tuple(rt, {View::small_int(size.ws_row), View::small_int(size.ws_col)}));
    return made;
}

Result<Value> tcsetwinsize_function(Runtime& rt, Args args) {
    int descriptor = TRY(descriptor_argument(rt, args[0]));
    Ref<Tuple> pair = as_tuple(args[1]) || as_list(args[1]) ? TRY(tuple_from(rt, args[1])) : Ref<Tuple>();
    if (!pair || pair->size != 2) return rt.raise(TypeError, "tcsetwinsize, arg 2: must be a two-item sequence");
    std::int64_t rows = TRY(index_to_int64(rt, pair->items[0])), columns = TRY(index_to_int64(rt, pair->items[1]));
    if (rows < 0 || rows > 65535 || columns < 0 || columns > 65535) return rt.raise(OverflowError, "winsize value(s) out of range");
    winsize size{};
    (void)::ioctl(descriptor, TIOCGWINSZ, &size);
    size.ws_row = static_cast<unsigned short>(rows);
    size.ws_col = static_cast<unsigned short>(columns);
    return checked(rt, ::ioctl(descriptor, TIOCSWINSZ, &size));
}

constexpr FunctionDef functions[] = {
    {"tcgetattr(fd, /)", tcgetattr_function, "The settings of a terminal: [iflag, oflag, cflag, lflag, ispeed, ospeed, cc]."},
    {"tcsetattr(fd, when, attributes, /)", tcsetattr_function, "Changes the settings of a terminal."},
    {"tcsendbreak(fd, duration, /)", with_number<::tcsendbreak>, "Sends a break."},
    {"tcdrain(fd, /)", [](Runtime& rt, Args args) -> Result<Value> { int fd = TRY(descriptor_argument(rt, args[0])); return checked(rt, TRY(repeat(rt, [&] { return ::tcdrain(fd); }))); }, "Waits until everything is written."},
    {"tcflush(fd, queue, /)", with_number<::tcflush>, "Throws away what is queued."},
    {"tcflow(fd, action, /)", with_number<::tcflow>, "Suspends or resumes input or output."},
    {"tcgetwinsize(fd, /)", tcgetwinsize_function, "The size of a terminal: (rows, columns)."},
    {"tcsetwinsize(fd, winsize, /)", tcsetwinsize_function, "Changes what is said to be the size of a terminal."},
};

#define N(name) {#name, static_cast<std::int64_t>(name)},
constexpr NamedNumber kNumbers[] = {
    N(B0) N(B1000000) N(B110) N(B115200) N(B1152000) N(B1200) N(B134) N(B150) N(B1500000) N(B1800) N(B19200) N(B200) N(B2000000)
    N(B230400) N(B2400) N(B2500000) N(B300) N(B3000000) N(B3500000) N(B38400) N(B4000000) N(B460800) N(B4800) N(B50) N(B500000)
    N(B57600) N(B576000) N(B600) N(B75) N(B921600) N(B9600) N(BRKINT) N(BS0) N(BS1) N(BSDLY) N(CBAUD) N(CBAUDEX) N(CDSUSP)
    N(CEOF) N(CEOL) N(CEOT) N(CERASE) N(CFLUSH) N(CIBAUD) N(CINTR) N(CKILL) N(CLNEXT) N(CLOCAL) N(CQUIT) N(CR0) N(CR1) N(CR2)
    N(CR3) N(CRDLY) N(CREAD) N(CRPRNT) N(CRTSCTS) N(CS5) N(CS6) N(CS7) N(CS8) N(CSIZE) N(CSTART) N(CSTOP) N(CSTOPB) N(CSUSP)
    N(CWERASE) N(ECHO) N(ECHOCTL) N(ECHOE) N(ECHOK) N(ECHOKE) N(ECHONL) N(ECHOPRT) N(EXTA) N(EXTB) N(EXTPROC) N(FF0) N(FF1)
    N(FFDLY) N(FIOASYNC) N(FIOCLEX) N(FIONBIO) N(FIONCLEX) N(FIONREAD) N(FLUSHO) N(HUPCL) N(ICANON) N(ICRNL) N(IEXTEN) N(IGNBRK)
    N(IGNCR) N(IGNPAR) N(IMAXBEL) N(INLCR) N(INPCK) N(IOCSIZE_MASK) N(IOCSIZE_SHIFT) N(ISIG) N(ISTRIP) N(IUCLC) N(IUTF8)
    N(IXANY) N(IXOFF) N(IXON) N(NCC) N(NCCS) N(NL0) N(NL1) N(NLDLY) N(NOFLSH) N(N_MOUSE) N(N_PPP) N(N_SLIP) N(N_STRIP) N(N_TTY)
    N(OCRNL) N(OFDEL) N(OFILL) N(OLCUC) N(ONLCR) N(ONLRET) N(ONOCR) N(OPOST) N(PARENB) N(PARMRK) N(PARODD) N(PENDIN) N(TAB0)
    N(TAB1) N(TAB2) N(TAB3) N(TABDLY) N(TCFLSH) N(TCGETA) N(TCGETS) N(TCIFLUSH) N(TCIOFF) N(TCIOFLUSH) N(TCION) N(TCOFLUSH)
    N(TCOOFF) N(TCOON) N(TCSADRAIN) N(TCSAFLUSH) N(TCSANOW) N(TCSBRK) N(TCSBRKP) N(TCSETA) N(TCSETAF) N(TCSETAW) N(TCSETS)
    N(TCSETSF) N(TCSETSW) N(TCXONC) N(TIOCCONS) N(TIOCEXCL) N(TIOCGETD) N(TIOCGICOUNT) N(TIOCGLCKTRMIOS) N(TIOCGPGRP)
    N(TIOCGSERIAL) N(TIOCGSOFTCAR) N(TIOCGWINSZ) N(TIOCINQ) N(TIOCLINUX) N(TIOCMBIC) N(TIOCMBIS) N(TIOCMGET) N(TIOCMIWAIT)
    N(TIOCMSET) N(TIOCM_CAR) N(TIOCM_CD) N(TIOCM_CTS) N(TIOCM_DSR) N(TIOCM_DTR) N(TIOCM_LE) N(TIOCM_RI) N(TIOCM_RNG)
    N(TIOCM_RTS) N(TIOCM_SR) N(TIOCM_ST) N(TIOCNOTTY) N(TIOCNXCL) N(TIOCOUTQ) N(TIOCPKT) N(TIOCPKT_DATA) N(TIOCPKT_DOSTOP)
    N(TIOCPKT_FLUSHREAD) N(TIOCPKT_FLUSHWRITE) N(TIOCPKT_NOSTOP) N(TIOCPKT_START) N(TIOCPKT_STOP) N(TIOCSCTTY) N(TIOCSERCONFIG)
    N(TIOCSERGETLSR) N(TIOCSERGETMULTI) N(TIOCSERGSTRUCT) N(TIOCSERGWILD) N(TIOCSERSETMULTI) N(TIOCSERSWILD) N(TIOCSER_TEMT)
    N(TIOCSETD) N(TIOCSLCKTRMIOS) N(TIOCSPGRP) N(TIOCSSERIAL) N(TIOCSSOFTCAR) N(TIOCSTI) N(TIOCSWINSZ) N(TOSTOP) N(VDISCARD)
    N(VEOF) N(VEOL) N(VEOL2) N(VERASE) N(VINTR) N(VKILL) N(VLNEXT) N(VMIN) N(VQUIT) N(VREPRINT) N(VSTART) N(VSTOP) N(VSUSP)
    N(VSWTC) N(VT0) N(VT1) N(VTDLY) N(VTIME) N(VWERASE) N(XCASE) N(XTABS)
};
#undef N

Result<void> init(Runtime& rt, Module* module) {
    TRY(add_numbers(rt, module, kNumbers));
    return dict_set(rt, module->dict.get(), TRY(intern(rt, "error")).get(), TRY(error_type(rt)));
}

}  // namespace

extern const ModuleDef termios_module;
const ModuleDef termios_module{.name = "termios", .doc = "The settings of terminals.", .functions = functions, .init = init};

}  // namespace ouro
