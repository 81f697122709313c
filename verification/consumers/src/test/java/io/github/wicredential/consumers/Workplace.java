package io.github.wicredential.consumers;

import java.util.Map;

/** Stages and resolves once for all tests. */
final class Workplace {

    private static final Map<String, Resolved> RESOLVED = prepare();

    private Workplace() {}

    static Map<String, Resolved> resolved() {
        return RESOLVED;
    }

    static Row row(String name) {
        return Row.chosen().stream()
                .filter(row -> row.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** What Maven made of the row of this name. */
    static Resolved resolved(String name) {
        return RESOLVED.get(row(name).id());
    }

    private static Map<String, Resolved> prepare() {
        Published.stageIn(Maven.STAGED);
        return Maven.alone(() -> Projects.resolve(Row.chosen()));
    }
}
