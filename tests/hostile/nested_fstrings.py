# limit: memory=256M recursion=1000 ; outcome: SyntaxError
# f-strings nested two hundred deep.
source = "1"
for i in range(200):
    source = 'f"{' + source + '}"'
eval(source)
