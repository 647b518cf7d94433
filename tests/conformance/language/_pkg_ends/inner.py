class Says:
    def __del__(self):
        print("end of inner", __name__)


_private = Says()
