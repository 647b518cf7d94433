// SPDX-License-Identifier: MIT
// The module `errno`: the system's error numbers.
#include <cerrno>

#include "runtime/native/module.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/module.h"
#include "runtime/objects/str.h"
#include "stdlib/c_numbers.h"

namespace ouro {

namespace {

#define CODE(name) {#name, name}
constexpr NamedNumber kCodes[] = {
    CODE(ENODEV), CODE(ENOCSI), CODE(EHOSTUNREACH), CODE(ENOMSG), CODE(EUCLEAN), CODE(EL2NSYNC), CODE(EL2HLT), CODE(ENODATA), CODE(ENOTBLK), CODE(ENOSYS), CODE(EPIPE),
    CODE(EINVAL), CODE(EOVERFLOW), CODE(EADV), CODE(EINTR), CODE(EUSERS), CODE(ENOTEMPTY), CODE(ENOBUFS), CODE(EPROTO), CODE(EREMOTE), CODE(ENAVAIL), CODE(ECHILD),
    CODE(ELOOP), CODE(EXDEV), CODE(E2BIG), CODE(ESRCH), CODE(EMSGSIZE), CODE(EAFNOSUPPORT), CODE(EBADR), CODE(EHOSTDOWN), CODE(EPFNOSUPPORT), CODE(ENOPROTOOPT),
    CODE(EBUSY), CODE(EWOULDBLOCK), CODE(EBADFD), CODE(EDOTDOT), CODE(EISCONN), CODE(ENOTCONN), CODE(ESHUTDOWN), CODE(ECONNREFUSED), CODE(ECONNRESET),
    CODE(ECONNABORTED), CODE(EISDIR), CODE(EINPROGRESS), CODE(EALREADY), CODE(EBADF), CODE(EACCES), CODE(EILSEQ), CODE(ENOTDIR), CODE(EPERM), CODE(EDOM),
    CODE(EFAULT), CODE(EFBIG), CODE(EEXIST), CODE(EBADE), CODE(ECANCELED), CODE(ETIME), CODE(ECHRNG), CODE(EADDRINUSE), CODE(EADDRNOTAVAIL), CODE(EAGAIN), CODE(EBADMSG),
    CODE(EBADRQC), CODE(EBADSLT), CODE(EBFONT), CODE(ECOMM), CODE(EDEADLK), CODE(EDEADLOCK), CODE(EDESTADDRREQ), CODE(EDQUOT), CODE(EIDRM), CODE(EIO), CODE(EISNAM),
    CODE(EKEYEXPIRED), CODE(EKEYREJECTED), CODE(EKEYREVOKED), CODE(EL3HLT), CODE(EL3RST), CODE(ELIBACC), CODE(ELIBBAD), CODE(ELIBEXEC), CODE(ELIBMAX), CODE(ELIBSCN),
    CODE(ELNRNG), CODE(EMEDIUMTYPE), CODE(EMFILE), CODE(EMLINK), CODE(EMULTIHOP), CODE(ENAMETOOLONG), CODE(ENETDOWN), CODE(ENETRESET), CODE(ENETUNREACH), CODE(ENFILE),
    CODE(ENOANO), CODE(ENOENT), CODE(ENOEXEC), CODE(ENOKEY), CODE(ENOLCK), CODE(ENOLINK), CODE(ENOMEDIUM), CODE(ENOMEM), CODE(ENONET), CODE(ENOPKG), CODE(ENOSPC),
    CODE(ENOSR), CODE(ENOSTR), CODE(ENOTNAM), CODE(ENOTRECOVERABLE), CODE(ENOTSOCK), CODE(ENOTTY), CODE(ENOTUNIQ), CODE(ENXIO), CODE(EOPNOTSUPP),
    CODE(EOWNERDEAD), CODE(EPROTONOSUPPORT), CODE(EPROTOTYPE), CODE(ERANGE), CODE(EREMCHG), CODE(EREMOTEIO), CODE(ERESTART), CODE(ERFKILL), CODE(EROFS),
    CODE(ESOCKTNOSUPPORT), CODE(ESPIPE), CODE(ESRMNT), CODE(ESTALE), CODE(ESTRPIPE), CODE(ETIMEDOUT), CODE(ETOOMANYREFS), CODE(ETXTBSY), CODE(EUNATCH), CODE(EXFULL), CODE(ENOTSUP),
};

Result<void> init(Runtime& rt, Module* module) {
    Ref<Dict> names = TRY(new_dict(rt));
    for (const NamedNumber& each : kCodes) {
        Ref<Str> name = TRY(intern(rt, each.name));
        TRY(dict_set(rt, module->dict.get(), name.get(), View::small_int(each.number)));
        // Of two names for a number, errorcode has the one that comes last: EAGAIN, EDEADLOCK, ENOTSUP.
        TRY(dict_set(rt, names.get(), View::small_int(each.number), View(name.get())));
    }
    return dict_set(rt, module->dict.get(), TRY(intern(rt, "errorcode")).get(), View(names.get()));
}

}  // namespace

extern const ModuleDef errno_module;
const ModuleDef errno_module{.name = "errno", .doc = "The system's error numbers by name.", .init = init};

}  // namespace ouro
