/* The document's spam.system, which held the GIL to the end and returned the wait status. */
#include "unlocked_c.h"

#include <errno.h>
#include <stdlib.h>

#ifdef _WIN32

int UlC_System(const char *shell, const char *command, int *code) {
    (void)shell;
    if (system(NULL) == 0) {
        *code = ENOENT;
        return 2;
    }
    /* On Windows this is the exit code. */
    *code = system(command);
    if (*code == -1) {
        *code = errno;
        return 2;
    }
    return 0;
}

#else

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/* Not system(): that one ignores SIGINT for the whole process, and says 127 both for a missing shell and for a command that says it. */
int UlC_System(const char *shell, const char *command, int *code) {
    char *arguments[] = {"sh", "-c", (char *)command, NULL};
    pid_t child;
    int status;
    /* POSIX lets posix_spawn say of a shell that is not there only that the child ended with 127: under valgrind it does. */
    if (access(shell, X_OK) != 0) {
        *code = errno;
        return 2;
    }
    *code = posix_spawn(&child, shell, NULL, NULL, arguments, environ);
    if (*code != 0) {
        return 2;
    }
    while (waitpid(child, &status, 0) == -1) {
        if (errno != EINTR) {
            *code = errno;
            return 2;
        }
    }
    /* The wait status holds both in one number: exit code 3 is 768. */
    if (WIFSIGNALED(status)) {
        *code = WTERMSIG(status);
        return 1;
    }
    *code = WEXITSTATUS(status);
    return 0;
}

#endif

/* ANCHOR: releasing */
int UlC_SystemReleasing(const char *shell, const char *command, int *code) {
    int ended;
    UL_BEGIN_ALLOW_THREADS
    ended = UlC_System(shell, command, code);
    UL_END_ALLOW_THREADS
    return ended;
}
/* ANCHOR_END: releasing */
