package com.azure.identity;

import java.time.OffsetDateTime;

/**
 * The code that a user would type on another device, which is not offered; kept for code that names it. Immutable.
 *
 * @since 0.1.0
 */
public class DeviceCodeInfo {

    private final String userCode;
    private final String deviceCode;
    private final String verificationUrl;
    private final OffsetDateTime expiresOn;
    private final String message;

    /**
     * Makes the value.
     *
     * @param userCode what the user types
     * @param deviceCode what the application sends
     * @param verificationUrl where the user types it
     * @param expiresOn until when
     * @param message what the user is told
     */
    public DeviceCodeInfo(
            String userCode, String deviceCode, String verificationUrl, OffsetDateTime expiresOn, String message) {
        this.userCode = userCode;
        this.deviceCode = deviceCode;
        this.verificationUrl = verificationUrl;
        this.expiresOn = expiresOn;
        this.message = message;
    }

    /**
     * What the user types.
     *
     * @return the code
     */
    public String getUserCode() {
        return userCode;
    }

    /**
     * What the application sends.
     *
     * @return the code
     */
    public String getDeviceCode() {
        return deviceCode;
    }

    /**
     * Where the user types it.
     *
     * @return the URL
     */
    public String getVerificationUrl() {
        return verificationUrl;
    }

    /**
     * Until when.
     *
     * @return the time
     */
    public OffsetDateTime getExpiresOn() {
        return expiresOn;
    }

    /**
     * What the user is told.
     *
     * @return the text
     */
    public String getMessage() {
        return message;
    }
}
