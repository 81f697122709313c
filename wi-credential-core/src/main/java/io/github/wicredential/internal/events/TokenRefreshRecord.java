package io.github.wicredential.internal.events;

import java.time.Duration;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** One token request as a Flight Recorder event. Off unless a recording enables it by name. */
@Name("io.github.wicredential.TokenRefresh")
@Label("Token refresh")
@Description("One flight for a Microsoft Entra access token, including all its requests")
@Category({"Workload identity"})
@StackTrace(false)
@Enabled(false)
final class TokenRefreshRecord extends Event {

    @Label("Agent")
    @Description("The agent identity concerned, empty if there is none")
    String agent = "";

    @Label("Scope")
    String scope = "";

    @Label("Reason")
    String reason = "";

    @Label("Requests")
    int tries;

    @Label("Time taken")
    @Timespan(Timespan.NANOSECONDS)
    long took;

    @Label("Failure")
    @Description("The class of the failure, empty if a token was obtained")
    String failure = "";

    static void write(String agent, String scope, String reason, int tries, Duration took, String failure) {
        TokenRefreshRecord written = new TokenRefreshRecord();
        if (written.isEnabled()) {
            written.agent = agent;
            written.scope = scope;
            written.reason = reason;
            written.tries = tries;
            written.took = took.toNanos();
            written.failure = failure;
            written.commit();
        }
    }
}
