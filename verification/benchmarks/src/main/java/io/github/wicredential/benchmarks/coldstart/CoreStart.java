package io.github.wicredential.benchmarks.coldstart;

import io.github.wicredential.WorkloadIdentity;
import java.io.IOException;

/** The first token of wi-credential. */
final class CoreStart {

    private CoreStart() {}

    public static void main(String[] args) throws IOException {
        Ready.with(WorkloadIdentity.fromEnvironment().token(Subjects.SCOPE).value());
    }
}
