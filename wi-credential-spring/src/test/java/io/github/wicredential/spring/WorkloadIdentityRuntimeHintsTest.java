package io.github.wicredential.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.core.io.support.SpringFactoriesLoader;

class WorkloadIdentityRuntimeHintsTest {

    private static final String POSTGRESQL = "io.github.wicredential.clients.jdbc.PostgresqlAuthenticationPlugin";

    private final RuntimeHints hints = new RuntimeHints();

    @BeforeEach
    void register() {
        SpringFactoriesLoader.forResourceLocation("META-INF/spring/aot.factories")
                .load(RuntimeHintsRegistrar.class)
                .stream()
                .filter(WorkloadIdentityRuntimeHints.class::isInstance)
                .forEach(registrar -> registrar.registerHints(hints, getClass().getClassLoader()));
    }

    @Test
    void aHookCanBeMadeByTheDriverThatIsThere() throws Exception {
        assertThat(RuntimeHintsPredicates.reflection()
                        .onConstructor(Class.forName(POSTGRESQL).getConstructor(Properties.class))
                        .invoke())
                .accepts(hints);
    }

    @Test
    void withoutItsDriverAHookIsNotAskedFor() {
        RuntimeHints none = new RuntimeHints();
        new WorkloadIdentityRuntimeHints().registerHints(none, new FilteredClassLoader("org.postgresql"));
        assertThat(RuntimeHintsPredicates.reflection().onType(TypeReference.of(POSTGRESQL)))
                .rejects(none)
                .accepts(hints);
    }

    @Test
    void whatDecidesByItsPresenceIsSeen() {
        assertThat(RuntimeHintsPredicates.reflection().onType(TypeReference.of("com.zaxxer.hikari.HikariDataSource")))
                .accepts(hints);
    }
}
