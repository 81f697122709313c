package io.github.wicredential.examples.docs;

import io.github.wicredential.AccessToken;
import io.github.wicredential.WorkloadIdentity;

/** The code of docs/how-to/agent-identities.md. */
public final class AgentSnippets {

    private AgentSnippets() {}

    static AccessToken token(String agentId) {
        // begin: agent
        WorkloadIdentity blueprint = WorkloadIdentity.fromEnvironment();
        WorkloadIdentity agent = blueprint.agent(agentId);
        AccessToken token = agent.token("https://vault.azure.net/.default");
        // end
        return token;
    }
}
