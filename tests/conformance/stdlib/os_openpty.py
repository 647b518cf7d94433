# os.openpty(): the two ends of a terminal.
import os

master, slave = os.openpty()
print(os.isatty(master), os.isatty(slave), os.get_inheritable(master), os.get_inheritable(slave))
print(os.write(slave, b"to the master\n"), os.read(master, 100))
print(os.write(master, b"to the slave\n"), os.read(slave, 100))
os.close(slave)
os.close(master)
