package eu.twintown.node.authority.participants;

/** Is told when a participant's certificate is suspended, reinstated or revoked. */
@FunctionalInterface
public interface Standing {
    void changed(String participantId, CredentialStatus status, String reason);
}
