package eu.twintown.node.authority.tier2;

import eu.twintown.node.authority.participants.Credential;
import eu.twintown.node.authority.participants.Participant;
import java.security.cert.X509Certificate;

/** The agent on the other end of a tier-2 connection, known by its certificate. */
public record Caller(Participant participant, Credential credential, X509Certificate certificate) {}
