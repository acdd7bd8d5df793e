def read(r): return r
def page(r): return ''
