# limit: memory=256M fuel=50M deadline=40 recursion=1000 ; outcome: stopped: fuel
# Multiplications and divisions of long numbers are charged by their digits.
n = 3 ** 200000
while True:
    n * n
    n * n // n
    pow(3, n % 10 ** 6, n)
