package io.github.wicredential.internal.doctor;

import io.github.wicredential.internal.failure.ExchangeDetails;
import io.github.wicredential.internal.guide.Guide;
import io.github.wicredential.internal.guide.GuideEntry;

/**
 * A refusal of an agent, whose assertion is its blueprint's token: no matter of federated credentials, since an agent has
 * none. No code is documented for it, so whatever comes is explained alike.
 */
final class AgentRefusal {

    private AgentRefusal() {}

    /** Whether the agent was refused, or what it presented, and not what it asked for. */
    static boolean is(ExchangeDetails refused) {
        return "invalid_client".equals(refused.error()) || "unauthorized_client".equals(refused.error());
    }

    static GuideEntry entry() {
        return Guide.get().local("agent-refused");
    }
}
