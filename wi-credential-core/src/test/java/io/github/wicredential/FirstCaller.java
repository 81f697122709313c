package io.github.wicredential;

import java.util.function.Consumer;

/** An application that is the first to need the threads of a library that others share. */
public final class FirstCaller implements Consumer<WorkloadIdentity> {

    @Override
    public void accept(WorkloadIdentity shared) {
        shared.token("https://vault.azure.net/.default");
    }
}
