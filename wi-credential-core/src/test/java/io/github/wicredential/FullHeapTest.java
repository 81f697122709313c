package io.github.wicredential;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A heap that is full for a while costs no later caller anything. */
class FullHeapTest {

    @Test
    void noExpiredTokenIsHandedOutAfterTheHeapWasFullWhenTheGuardHadToLook() throws Exception {
        String output = ForkedJvm.run(FullHeapMain.class, "-Xmx24m", "-XX:+UseSerialGC", "-XX:-UseTLAB");

        assertThat(output)
                .contains("full=true expiredTokenServed=false requests=true")
                .contains("renewedAfterwards=true");
    }
}
