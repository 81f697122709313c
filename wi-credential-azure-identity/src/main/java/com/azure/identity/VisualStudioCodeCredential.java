package com.azure.identity;

/**
 * Uses the sign-in of Visual Studio Code; not supported. Every call reports the credential as unavailable, so a chain
 * continues. Thread-safe.
 *
 * @since 0.1.0
 */
public class VisualStudioCodeCredential extends BridgedCredential {

    VisualStudioCodeCredential() {
        super(NotOffered.VISUAL_STUDIO_CODE.unavailable());
    }
}
