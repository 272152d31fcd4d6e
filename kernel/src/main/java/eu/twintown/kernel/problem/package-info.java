/** Problem details (RFC 9457) and the error types of NGSI-LD (ETSI GS CIM 009 V1.9.1, clause 6.3.2). */
@NullMarked
package eu.twintown.kernel.problem;

import org.jspecify.annotations.NullMarked;
