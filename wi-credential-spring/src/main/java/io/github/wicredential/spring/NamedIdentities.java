package io.github.wicredential.spring;

import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.azure.WorkloadIdentityCredential;
import io.github.wicredential.spring.internal.identity.IdentityMapper;

/** Makes the beans of further identities. */
final class NamedIdentities {

    private NamedIdentities() {}

    static WorkloadIdentity identity(String name, IdentityMapper mapper) {
        return mapper.named(name).build();
    }

    static WorkloadIdentityCredential credential(WorkloadIdentity identity) {
        return WorkloadIdentityCredential.of(identity);
    }
}
