package eu.twintown.node.trust.simpl.onboarding;

import java.time.Duration;

/**
 * What this node says of itself in its certificate request.
 *
 * @param country ISO 3166-1 alpha-2
 * @param hostName host name of this node's tier-2 listener; the certificate's common name
 * @param renewBefore how long before its end a certificate is renewed; at most a third of its life
 * @param automatic whether steps that need nobody's decision are taken in the background
 */
public record ParticipantSettings(
        String organisation,
        String organisationalUnit,
        String country,
        String hostName,
        Duration renewBefore,
        boolean automatic) {}
