package io.github.wicredential.contract;

import java.util.function.Supplier;

/** A source of assertions that is registered as a service only where a case says so. */
public final class FoundAssertion implements Supplier<String> {

    /** Made by a service loader. */
    public FoundAssertion() {}

    @Override
    public String get() {
        return Stage.assertion();
    }
}
