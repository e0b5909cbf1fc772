"""Sentences of the kind that routines speak, for fitting and judging the estimate of their length."""

ENGLISH = (
    "One.", "Two.", "Seven.", "Ten.", "Three, two, one.", "Switch sides.", "Halfway.", "Ten seconds.",
    "Rest.", "And relax.", "Left side.", "Next: bridges.", "Well done.", "Breathe in.", "Keep breathing.",
    "Halfway. Keep breathing.", "Now the other side.", "Pelvic tilts. 10 repetitions.",
    "Knee to chest. Hold for 30 seconds.", "Next, trunk rotations, 5 on each side.",
    "Lie on your back and get comfortable.", "Bend your knees and keep your feet flat.",
    "Bring your right knee towards your chest, and hold it with both hands.",
    "Only go as far as feels comfortable.", "Flatten your lower back, hold, and let go.",
    "Take a slow breath in through your nose, and let it out through your mouth.",
    "Welcome. This is a short routine of gentle movements that you can do before you get up.",
    "Place a strap or a towel around your left foot. Straighten the leg slowly, until you feel a light pull.",
    "Let your knees fall to one side. Keep both shoulders on the bed. Then come back to the middle.",
    "If anything hurts, stop, rest, and try a smaller movement.",
    "Rest for 15 seconds. Next up: seated twist.",
    "Hold it there. You should feel this along the back of the thigh, not behind the knee.",
    "2 sets of 10 repetitions, with a rest of 45 seconds between them.",
    "Slide your heel away from you until the leg is straight; then draw it back again, just as slowly.",
    "Sit tall, roll your shoulders back, and look straight ahead.", "Turn your head to the right. Hold.",
    "That was the last one. Thank you for moving along, and see you next time.",
    "Keep your elbows close to your body while you lift your chest.", "Squeeze, lift, lower, and relax.",
    "Stand behind a sturdy chair. Hold the backrest with one hand. Feet are hip width apart.",
    "Raise both heels, pause at the top for 2 seconds, and come down with control.",
    "Your neck stays long; your jaw is loose.", "Change legs.", "Almost there. 5 more seconds.",
    "Imagine that somebody is gently drawing you upwards by a string at the crown of your head.",
    "Roll onto your side, let your legs drop over the edge, and push yourself up with your arm.",
    "Today you need a chair without wheels, a cushion, and about 12 minutes of time.",
    "Shoulder blade squeeze, 8 repetitions, holding each for 3 seconds.", "Fold forward, from your hips.",
    "Point and flex both ankles, as if you were pressing a pedal in a car.",
    "Repeat this 6 times on each side.",
)  # fmt: skip

GERMAN = (
    "Eins.", "Zehn.", "Drei, zwei, eins.", "Seite wechseln.", "Halbzeit. Ruhig weiteratmen.",
    "Noch 10 Sekunden.",
    "Lege dich auf den Rücken und mach es dir bequem.", "Beckenkippen. 10 Wiederholungen.", "Und lösen.",
    "Ziehe das rechte Knie mit beiden Händen langsam zur Brust.", "Gehe nur so weit, wie es angenehm ist.",
    "Lass beide Knie zur Seite sinken. Die Schultern bleiben liegen. Komm dann zurück zur Mitte.",
    "Atme durch die Nase ein, und durch den Mund wieder aus.", "Als Nächstes: die Brücke, 8 mal.",
    "Wenn etwas weh tut, höre auf, ruhe dich aus und versuche eine kleinere Bewegung.",
    "Willkommen. Diese kurzen Übungen kannst du noch vor dem Aufstehen im Bett machen.",
    "Setze dich aufrecht hin, nimm die Schultern zurück und schau geradeaus.",
    "Kniebeuge. Halte 30 Sekunden.",
    "Lege ein Handtuch um den linken Fuß und strecke das Bein, bis du einen leichten Zug spürst.",
    "Das war die letzte Übung. Danke fürs Mitmachen.", "Kurze Pause von 15 Sekunden.",
)  # fmt: skip

SPANISH = (
    "Uno.", "Diez.", "Tres, dos, uno.", "Cambia de lado.", "A la mitad. Sigue respirando.",
    "Faltan 10 segundos.",
    "Túmbate boca arriba y ponte cómodo.", "Inclinación de la pelvis. 10 repeticiones.", "Y relaja.",
    "Lleva la rodilla derecha hacia el pecho y sujétala con las dos manos.",
    "Llega solo hasta donde te resulte cómodo.", "Descansa 15 segundos.",
    "Deja caer las rodillas hacia un lado. Los hombros se quedan en la cama. Después vuelve al centro.",
    "Toma aire por la nariz, despacio, y suéltalo por la boca.", "A continuación: el puente, 8 veces.",
    "Si algo te duele, para, descansa y prueba con un movimiento más pequeño.",
    "Bienvenida. Son ejercicios suaves que puedes hacer antes de levantarte.",
    "Siéntate con la espalda recta, lleva los hombros atrás y mira al frente.", "Mantén 30 segundos.",
    "Pasa una toalla por el pie izquierdo y estira la pierna hasta notar una ligera tensión.",
    "Era el último ejercicio. Gracias por acompañarme.",
)  # fmt: skip

CORPUS = {"en": ("en-us", ENGLISH), "de": ("de", GERMAN), "es": ("es", SPANISH)}
