package io.github.wicredential.clients.internal;

import io.github.wicredential.WorkloadIdentityException;
import io.github.wicredential.internal.failure.Copies;

/** What hinders a token, within the exceptions of others' libraries. */
public final class Failures {

    private Failures() {}

    /** What stands below an exception with the message of this one: a failure of the library is not said twice. */
    public static Throwable cause(RuntimeException failure) {
        return failure instanceof WorkloadIdentityException known ? Copies.asCause(known) : failure;
    }
}
