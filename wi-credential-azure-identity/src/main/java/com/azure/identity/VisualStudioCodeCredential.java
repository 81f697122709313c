package com.azure.identity;

/**
 * The sign-in of Visual Studio Code, which is not offered. Every call says that it is unavailable, so that a chain goes on. Thread-safe.
 *
 * @since 0.1.0
 */
public class VisualStudioCodeCredential extends BridgedCredential {

    VisualStudioCodeCredential() {
        super(NotOffered.VISUAL_STUDIO_CODE.unavailable());
    }
}
