from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('outgoing', '0003_why_a_receiver_is_off'),
    ]

    operations = [
        migrations.AddField(
            model_name='attempt',
            name='message_id',
            field=models.CharField(blank=True, default='', editable=False, max_length=100),
        ),
        migrations.AddField(
            model_name='delivery',
            name='resent_as',
            field=models.CharField(blank=True, default='', editable=False, max_length=100),
        ),
    ]
