/* Lends its memory to a child that does not give it back: until then it waits, in state D. The child ignores what can be ignored. */
#include <signal.h>
#include <unistd.h>

int main(void)
{
    if (vfork() == 0) {
        signal(SIGTERM, SIG_IGN);
        for (;;)
            pause();
    }
    return 0;
}
