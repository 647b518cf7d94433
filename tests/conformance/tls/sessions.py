# SSLSession: what a client keeps of a connection and resumes with the next; what both contexts count.
import ssl

from _pkg_certificates import client_context, pair, server_context, shake

for version in ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3:
    client, server = client_context(maximum_version=version), server_context(num_tickets=2)
    a, b = pair(client, server)
    print(version.name, a.session, a.session_reused)
    shake(a, b)
    b.write(b"x")
    a.read()
    first = a.session
    print(type(first), first.has_ticket, len(first.id), first.ticket_lifetime_hint, first.timeout, first.time > 0, first == a.session, first != a.session, first == 1, b.session is None)
    try:
        hash(first)
    except TypeError as error:
        print(error)
    for attribute in "id", "other":
        try:
            setattr(first, attribute, 1)
        except AttributeError as error:
            print(error)
    for _ in range(2):
        a, b = shake(*pair(client, server, session=first))
        print(a.session_reused, b.session_reused, a.session == first, a.getpeercert()["subject"][-1])
        b.write(b"x")
        a.read()
    print({name: count for name, count in server.session_stats().items() if count}, {name: count for name, count in client.session_stats().items() if count})

    other = pair(client_context(), server)[0]
    for side, value in ((other, first), (b, first), (a, first), (a, None), (a, "session")):
        try:
            side.session = value
        except (TypeError, ValueError) as error:
            print(type(error).__name__, error)
    fresh = pair(client, server)[0]
    fresh.session = first
    print(fresh.session == first)

# A server without tickets of its own.
client, server = client_context(), server_context(num_tickets=0)
a, b = shake(*pair(client, server))
b.write(b"x")
a.read()
print(a.session.has_ticket)
try:
    ssl.SSLSession()
except TypeError as error:
    print(error)
